using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// Finds properties that have no effect because another one silently wins: what the .NET SDK fills from an older name, and what says the same thing otherwise.
/// Where the .NET SDK itself refuses both (<c>ContainerImageTag</c> with <c>ContainerImageTags</c>), nothing is to be told.
/// </summary>
internal static class OverriddenProperties
{
    private static readonly ImmutableArray<Pair> s_pairs =
    [
        new("ContainerImageName", "ContainerRepository", Kind.OtherName) { LoserValue = "_OpenShiftUserRepository" },
        new("RegistryUrl", "ContainerRegistry", Kind.OtherName) { LoserValue = "_OpenShiftUserRegistry" },
        new("PublishImageTag", "ContainerImageTag", Kind.OtherName) { LoserValue = "_OpenShiftUserImageTag" },
        new("AutoGenerateImageTag", "ContainerImageTag", Kind.OtherName) { LoserValue = "_OpenShiftUserImageTag", Wins = static v => v == "true" },
        new("OpenShiftBaseImageArchive", "ContainerBaseImage", Kind.OtherSource) { LoserValue = "_OpenShiftUserBaseImage" },
        new("OpenShiftBaseImageArchive", "ContainerFamily", Kind.OtherSource),
        new("OpenShiftEmbeddedBase", "ContainerBaseImage", Kind.OtherSource) { LoserValue = "_OpenShiftUserBaseImage", Wins = IsAlways },
        new("OpenShiftEmbeddedBase", "ContainerFamily", Kind.OtherSource) { Wins = IsAlways },
        new("OpenShiftBaseImageArchive", "OpenShiftBase", Kind.OtherSource),
        new("OpenShiftEmbeddedBase", "OpenShiftBase", Kind.OtherSource) { Wins = IsAlways },
        new("ContainerBaseImage", "OpenShiftBase", Kind.OtherSource) { WinnerValue = "_OpenShiftUserBaseImage" },
        new("OpenShiftBase", "ContainerFamily", Kind.OtherSource),
        new("ContainerBaseImage", "ContainerFamily", Kind.OtherSource) { WinnerValue = "_OpenShiftUserBaseImage" },
        new("ContainerArchiveOutputPath", "ContainerRegistry", Kind.Choice) { LoserValue = "_OpenShiftUserRegistry" },
        new("ContainerArchiveOutputPath", "LocalRegistry", Kind.Choice),
        new("ContainerRegistry", "LocalRegistry", Kind.Choice) { WinnerValue = "_OpenShiftUserRegistry" },
        new("ContainerRuntimeIdentifier", "ContainerRuntimeIdentifiers", Kind.Choice) { WinnerValue = "_OpenShiftUserContainerRid", LoserValue = "_OpenShiftUserContainerRids" },
    ];

    private enum Kind
    {
        /// <summary>Two names of one thing: together they contradict each other, wherever they are.</summary>
        OtherName,

        /// <summary>Two ways to say where one thing comes from.</summary>
        OtherSource,

        /// <summary>Two things that may well be there both, of which one is done: only who asks for the other one on the command line is surprised.</summary>
        Choice,
    }

    /// <summary>The properties without effect, each once.</summary>
    public static ImmutableArray<OverriddenProperty> Of(ProjectInput input)
    {
        IReadOnlySet<string> commandLine = input.OnCommandLine;
        var found = ImmutableArray.CreateBuilder<OverriddenProperty>();
        foreach (Pair pair in s_pairs)
        {
            if (input.Property(pair.WinnerValue ?? pair.Winner) is not { } winner || !pair.Wins(winner)
                || input.Property(pair.LoserValue ?? pair.Loser) is not { } loser || (pair.Kind == Kind.OtherName && winner == loser)
                || found.Any(f => f.Name == pair.Loser))
            {
                continue;
            }

            // What the command line says over the project's own is meant so.
            bool asked = IsGiven(pair.Loser);
            if (IsGiven(pair.Winner) ? asked && pair.Kind == Kind.OtherName : asked || pair.Kind != Kind.Choice)
            {
                found.Add(new OverriddenProperty(pair.Loser, pair.Winner, asked));
            }
        }

        return found.ToImmutable();

        bool IsGiven(string name) => commandLine.Contains(name);
    }

    private static bool IsAlways(string value) => value.Equals("Always", StringComparison.OrdinalIgnoreCase);

    private sealed record Pair(string Winner, string Loser, Kind Kind)
    {
        /// <summary>The input that holds the winner as the user gave it, where the .NET SDK fills the property itself.</summary>
        public string? WinnerValue { get; init; }

        /// <summary>The same of the loser.</summary>
        public string? LoserValue { get; init; }

        /// <summary>With which values the winner wins.</summary>
        public Func<string, bool> Wins { get; init; } = static _ => true;
    }
}
