namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Kind of a part of a word.</summary>
internal enum ShellWordPartKind
{
    /// <summary>Text that stands for itself.</summary>
    Literal,

    /// <summary><c>$NAME</c> or <c>${NAME…}</c>.</summary>
    Parameter,

    /// <summary><c>$(…)</c> or backticks.</summary>
    CommandSubstitution,

    /// <summary><c>&lt;(…)</c> or <c>&gt;(…)</c>.</summary>
    ProcessSubstitution,

    /// <summary><c>$((…))</c>.</summary>
    Arithmetic,
}
