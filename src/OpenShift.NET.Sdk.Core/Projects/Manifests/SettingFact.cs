using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>A setting that a deployment may change. A secret's value is never kept.</summary>
public sealed record SettingFact
{
    /// <summary>The item that declares one.</summary>
    internal const string Item = "OpenShiftSetting";

    /// <summary>Name of the environment variable, for example <c>ConnectionStrings__Shop</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public SettingKind Kind { get; init; }

    /// <summary>The value a deployment starts with; <see langword="null"/> for a secret and for a setting without a default.</summary>
    public string? Default { get; init; }

    /// <summary>What the application takes when a deployment sets nothing: the value in the image, or the one in the code; <see langword="null"/> when there is none, or nobody can tell. Never a secret.</summary>
    public string? OwnValue { get; init; }

    /// <summary>Whether it is only told of: no object of the manifests sets it until somebody does.</summary>
    public bool IsOffered { get; init; }

    /// <summary>
    /// The value of the settings file that a deployment has to replace, because it leads to the machine itself: <see cref="Default"/> has a host that was made up, or there is none. Of a secret the host alone.
    /// <see langword="null"/> when nothing is to be replaced.
    /// </summary>
    public string? Replaces { get; init; }

    /// <summary>Whether the application does not work without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the project itself says <see cref="Required"/>, one or the other.</summary>
    public bool SaysRequired { get; init; }

    /// <summary>For a secret that only this application must know: a pattern of OpenShift's expression generator it is made with, for example <c>[a-zA-Z0-9]{40}</c>; <see langword="null"/> for one that is given.</summary>
    public string? Generate { get; init; }

    /// <summary>The form its value has: <c>number</c>, <c>URL</c>, <c>duration</c>, <c>boolean</c>; <see langword="null"/> for any text.</summary>
    public string? Type { get; init; }

    /// <summary>What it means, for people; <see langword="null"/> when the project does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Whether an <c>OpenShiftSetting</c> names it, by itself or with others.</summary>
    internal bool IsDeclared => Source.StartsWith(Item, StringComparison.Ordinal);

    /// <summary>Whether a settings file has it and the code is known not to read it: setting it changes nothing.</summary>
    internal bool IsUnread { get; init; }

    /// <summary>What names it: <c>OpenShiftSetting</c>, a settings file with its key, <c>appsettings.json ConnectionStrings:Shop</c>, or the code that reads it.</summary>
    public required string Source { get; init; }

    /// <summary>Where it stands; <see langword="null"/> when that is not known.</summary>
    public SourceLocation? Place { get; init; }
}
