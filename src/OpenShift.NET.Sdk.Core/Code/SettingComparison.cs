namespace OpenShift.NET.Sdk.Code;

/// <summary>How code compares a setting before it goes one way or the other.</summary>
public enum SettingComparison
{
    /// <summary>It is <c>true</c>.</summary>
    IsTrue,

    /// <summary>It is there: not <see langword="null"/>, and for a section, something is in it.</summary>
    Exists,

    /// <summary>It is there and not empty.</summary>
    NotEmpty,

    /// <summary>It is there and has more than white space.</summary>
    NotBlank,

    /// <summary>It is a text, letter by letter.</summary>
    Equals,

    /// <summary>It is a text, whatever the case.</summary>
    EqualsIgnoreCase,

    /// <summary>It is a number.</summary>
    IsNumber,

    /// <summary>It is a greater number.</summary>
    IsGreater,

    /// <summary>It is a smaller number.</summary>
    IsLess,

    /// <summary>In a way that cannot be followed.</summary>
    Unknown,
}
