using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the project wants of its image. A member that is <see langword="null"/> or empty was left to this SDK.</summary>
public sealed record ImageFacts
{
    /// <summary>Base image reference as evaluated, for example <c>mcr.microsoft.com/dotnet/aspnet:10.0</c>.</summary>
    public string BaseImage { get; init; } = "";

    /// <summary>Whether the user chose the base image rather than the .NET SDK's inference.</summary>
    public bool BaseImageIsExplicit { get; init; }

    /// <summary>Full path of an OCI layout, OCI archive or docker archive that holds the base image.</summary>
    public string? BaseImageArchive { get; init; }

    /// <summary>When the host's own runtime serves as base.</summary>
    public EmbeddedBaseWhen EmbeddedBase { get; init; }

    /// <summary>Folder of the .NET installation that builds, for the embedded base.</summary>
    public string? DotnetRoot { get; init; }

    /// <summary><c>ContainerImageFormat</c>: <c>OCI</c>, <c>Docker</c>, or <see langword="null"/> to follow the base.</summary>
    public string? Format { get; init; }

    /// <summary><c>ContainerUser</c>.</summary>
    public string? User { get; init; }

    /// <summary><c>ContainerWorkingDirectory</c>, for example <c>/app/</c>.</summary>
    public string WorkingDirectory { get; init; } = "/app/";

    /// <summary><c>ContainerEntrypoint</c> items.</summary>
    public ImmutableArray<string> Entrypoint { get; init; } = [];

    /// <summary><c>ContainerEntrypointArgs</c> items.</summary>
    public ImmutableArray<string> EntrypointArgs { get; init; } = [];

    /// <summary><c>ContainerDefaultArgs</c> items.</summary>
    public ImmutableArray<string> DefaultArgs { get; init; } = [];

    /// <summary><c>ContainerAppCommand</c> items.</summary>
    public ImmutableArray<string> AppCommand { get; init; } = [];

    /// <summary><c>ContainerAppCommandArgs</c> items.</summary>
    public ImmutableArray<string> AppCommandArgs { get; init; } = [];

    /// <summary><c>ContainerAppCommandInstruction</c>: <c>Entrypoint</c>, <c>DefaultArgs</c>, <c>None</c>, or <see langword="null"/>.</summary>
    public string? AppCommandInstruction { get; init; }

    /// <summary>Labels the image gets, in order; a later one of a name wins.</summary>
    public ImmutableArray<NamedValue> Labels { get; init; } = [];

    /// <summary>Environment variables the image gets, in order.</summary>
    public ImmutableArray<NamedValue> Environment { get; init; } = [];

    /// <summary><c>ContainerPort</c> items.</summary>
    public ImmutableArray<PortFact> Ports { get; init; } = [];

    /// <summary>Ports the configuration (environment items, appsettings) makes the application listen on.</summary>
    public ImmutableArray<PortFact> ListeningPorts { get; init; } = [];

    /// <summary>Folders the application writes to.</summary>
    public ImmutableArray<WritablePath> WritablePaths { get; init; } = [];

    /// <summary>Time stamp of every entry and of the image, seconds since 1970-01-01 UTC (<c>SOURCE_DATE_EPOCH</c>; default 1).</summary>
    public long SourceDateEpoch { get; init; } = 1;

    /// <summary>Whether the base digest is recorded as a label.</summary>
    public bool RecordBaseDigest { get; init; } = true;

    /// <summary>Full path of the cache folder.</summary>
    public string CacheDirectory { get; init; } = "";

    /// <summary>Most bytes the cache may hold.</summary>
    public long CacheSizeLimit { get; init; } = 5L * 1024 * 1024 * 1024;
}
