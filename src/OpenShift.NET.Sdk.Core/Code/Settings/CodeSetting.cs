using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>A setting that the code reads.</summary>
/// <param name="Key">Its full key in the configuration, <c>Smtp:Host</c>, or the name of the environment variable.</param>
/// <param name="FromEnvironment">Whether <c>Environment.GetEnvironmentVariable</c> reads it rather than the configuration.</param>
/// <param name="In">Where the code reads it first.</param>
/// <param name="Place">The file and line of that; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record CodeSetting(string Key, bool FromEnvironment, CodeMethod In, SourceLocation? Place)
{
    /// <summary>Name of the environment variable that sets it: <c>Smtp__Host</c>.</summary>
    public string Variable => FromEnvironment ? Key : Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The name under which settings hold its value: the key, <c>$NAME</c> for an environment variable.</summary>
    internal string NameInSettings => FromEnvironment ? "$" + Key : Key;

    /// <summary>What the code takes when it is not set, as a text; <see langword="null"/> when it names nothing, or nothing that can be told.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the code names its key, or the name of its resource; not where it is the property of an object that a section is bound to.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether the program stops without it, with the settings it was asked for.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is read on ways alone that the program does not take with the settings it was asked for.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Whether it is <see cref="IsIdle"/> because of a setting that the program stops without: no deployment ever comes there.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Whether it is only bound to a property that no code reads, so that what it is set to changes nothing.</summary>
    public bool IsNeverRead { get; init; }

    /// <summary>Whether what it is used for shows that it is no secret: a number, a truth value, an address, a path, a connection string of a file.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it is a connection string of a server.</summary>
    public bool IsConnection { get; init; }

    /// <summary>What the code takes when it is not set, unless it could be a secret, wherever it stands.</summary>
    public string? ShownDefault => Default is { } text && !SecretValue.MayBe(Key, text) ? text : null;

    /// <summary>The address of another service that stands in the code in its place; <see langword="null"/> when there is none.</summary>
    public string? Address { get; init; }
}
