using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing.Neighbours;

/// <summary>What the other services of a solution have to know of one of them.</summary>
internal sealed record SolutionMember
{
    /// <summary>The name of its objects, so also of its Service.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its project, without the extension.</summary>
    public required string Project { get; init; }

    /// <summary>Repository of its image.</summary>
    public string Repository { get; init; } = "";

    /// <summary>What an Aspire host in the solution calls it.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The ports on which developers start it.</summary>
    public ImmutableArray<int> LaunchPorts { get; init; } = [];

    /// <summary>The ports of its Service; none when it has no Service.</summary>
    public ImmutableArray<SolutionPort> Ports { get; init; } = [];

    /// <summary>Its settings, those that only the code names included.</summary>
    public ImmutableArray<SettingFact> Settings { get; init; } = [];

    /// <summary>The URLs of other machines that stand in its code.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>The values that its own manifests set, where they are not the settings' defaults: somebody has written them by hand.</summary>
    public ImmutableDictionary<string, string> Given { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The ports of the container that stay open to everybody, whoever is known to call them.</summary>
    public ImmutableArray<int> OpenPorts { get; init; } = [];

    /// <summary>Whether its pods have the label <c>app.kubernetes.io/name</c> with its name, by which a NetworkPolicy can let them in.</summary>
    public bool IsLabelled { get; init; }
}
