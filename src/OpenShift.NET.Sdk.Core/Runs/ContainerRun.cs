using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Runs;

/// <summary>One run of the image's container. Times are milliseconds since its process was started.</summary>
public sealed record ContainerRun
{
    /// <summary>Why it was run.</summary>
    public RunPurpose Purpose { get; init; }

    /// <summary>The required setting that was left out; <see langword="null"/> otherwise.</summary>
    public string? Setting { get; init; }

    /// <summary>Entry point and arguments as started.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>User id inside the container.</summary>
    public long UserId { get; init; }

    /// <summary>Group id inside the container.</summary>
    public long GroupId { get; init; }

    /// <summary>Whether the root file system could not be written.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>When readiness first answered (of a program without probes: when all declared ports were listened on); <see langword="null"/> when it never did.</summary>
    public double? ReadyAfter { get; init; }

    /// <summary>When it was made to end: SIGTERM was sent, or, where nobody was interested in its end, SIGKILL; <see langword="null"/> when it ended before.</summary>
    public double? TerminatedAfter { get; init; }

    /// <summary>How it ended.</summary>
    public ContainerExit? Exit { get; init; }

    /// <summary>The grace period in milliseconds, after which SIGKILL was sent.</summary>
    public double GracePeriod { get; init; } = 30_000;

    /// <summary>The processes that were seen in the container, first seen first.</summary>
    public ImmutableArray<ContainerProcess> Processes { get; init; } = [];

    /// <summary>The sockets listened on when it was ready, or last seen; empty and <see cref="KnowsSockets"/> false when the engine cannot tell.</summary>
    public ImmutableArray<ListeningSocket> Sockets { get; init; } = [];

    /// <summary>Whether <see cref="Sockets"/> is known.</summary>
    public bool KnowsSockets { get; init; } = true;

    /// <summary>Whether <see cref="Processes"/> is known.</summary>
    public bool KnowsProcesses { get; init; } = true;

    /// <summary>Whether <see cref="Written"/> is known.</summary>
    public bool KnowsWritten { get; init; } = true;

    /// <summary>The probes as they were asked.</summary>
    public ImmutableArray<ProbeRun> Probes { get; init; } = [];

    /// <summary>Whether anything still answered on a declared port after the process had ended.</summary>
    public bool ServedAfterExit { get; init; }

    /// <summary>The files written, outside and inside of writable folders.</summary>
    public ImmutableArray<WrittenFile> Written { get; init; } = [];

    /// <summary>The paths that the log says could not be read or written.</summary>
    public ImmutableArray<DeniedPath> Denied { get; init; } = [];

    /// <summary>The peers that were asked in vain.</summary>
    public ImmutableArray<UnreachablePeer> Unreachable { get; init; } = [];

    /// <summary>Memory.</summary>
    public MemoryUse? Memory { get; init; }

    /// <summary>What it wrote to standard output and error, values of settings hidden; bounded.</summary>
    public ImmutableArray<LogLine> Log { get; init; } = [];

    /// <summary>How many lines were written, those beyond the bound included.</summary>
    public long LogLines { get; init; }
}
