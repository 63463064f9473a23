using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>How a container is to be run. What restricted-v2 asks for (no capabilities, no new privileges) holds for every one.</summary>
internal sealed record ContainerSpecification
{
    /// <summary>Its name in the scene's network, a DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>Program and arguments: the image's entry point and command, or what the manifest puts in their place.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Working directory.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The whole environment, the image's included. It may hold secrets: it goes through files or pipes only this user can read, never a command line.</summary>
    public required ImmutableDictionary<string, string> Environment { get; init; }

    /// <summary>User id; <see langword="null"/> for an arbitrary one of the engine's range that the image's passwd does not know (1000660000 where it can be had).</summary>
    public long? UserId { get; init; }

    /// <summary>Group id.</summary>
    public long GroupId { get; init; }

    /// <summary>Whether the root file system cannot be written.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>What is mounted; <c>/tmp</c> among it when it is to be writable.</summary>
    public ImmutableArray<ContainerVolume> Volumes { get; init; } = [];

    /// <summary>Memory limit in bytes; <see langword="null"/> for none.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>The ports that are asked from outside (engines that cannot enter the network need to know them).</summary>
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Other containers of the scene that it reaches by their name, and on which port.</summary>
    public ImmutableArray<ContainerLink> Links { get; init; } = [];

    /// <summary>Hears each line that it writes, as soon as it is whole and at most 32,000 characters of it; <see langword="null"/> for nobody.</summary>
    public Action<LogLine>? Heard { get; init; }
}
