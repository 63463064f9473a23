namespace OpenShift.NET.Sdk.Code;

/// <summary>The language of a project or an assembly, in which code is shown to its people.</summary>
public enum CodeLanguage
{
    /// <summary>C#, and every language that is not told from it.</summary>
    CSharp,

    /// <summary>F#.</summary>
    FSharp,

    /// <summary>Visual Basic.</summary>
    VisualBasic,
}
