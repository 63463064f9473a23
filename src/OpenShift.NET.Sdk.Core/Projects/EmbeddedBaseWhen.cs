namespace OpenShift.NET.Sdk.Projects;

/// <summary>When the building machine's own .NET runtime serves as base image (<c>OpenShiftEmbeddedBase</c>).</summary>
public enum EmbeddedBaseWhen
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>Where the registry of the base image cannot be reached.</summary>
    WhenUnreachable,

    /// <summary>In place of every base image.</summary>
    Always,
}
