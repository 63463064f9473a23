using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>
/// What the specification asks of documents beyond their being JSON, as far as everything that reads them relies on it: members that must be there, nulls that must not be.
/// Each answer is a clause without a full stop; <see langword="null"/> says that nothing is wrong.
/// </summary>
internal static class DocumentShape
{
    // More than any image has; each can become a finding.
    private const int MostEntries = 10_000;
    private const int MostPorts = 0x10000;
    private const long LargestBlob = 1L << 50;

    /// <summary>What is wrong with a manifest.</summary>
    public static string? ProblemOf(ImageManifest manifest)
    {
        if (manifest.Config is null)
        {
            return "it names no configuration";
        }

        return ProblemOf(manifest.Config, "its configuration") ?? ProblemOf(manifest.Layers, "layer") ?? (manifest.Subject is { } subject ? ProblemOf(subject, "its subject") : null) ?? ProblemOf(manifest.Annotations, "annotation");
    }

    /// <summary>What is wrong with an index.</summary>
    public static string? ProblemOf(ImageIndex index) => ProblemOf(index.Manifests, "manifest") ?? ProblemOf(index.Annotations, "annotation");

    /// <summary>What is wrong with an image configuration.</summary>
    public static string? ProblemOf(ImageConfig config)
    {
        ExecutionConfig run = config.Config;
        return (config.Architecture is null ? "its architecture is null" : null)
            ?? (config.Os is null ? "its os is null" : null)
            ?? ProblemOf(run.Env, "Env")
            ?? ProblemOf(run.Entrypoint, "Entrypoint")
            ?? ProblemOf(run.Cmd, "Cmd")
            ?? ProblemOf(run.Labels, "label")
            ?? TooMany(run.ExposedPorts?.Count, MostPorts, "ports")
            ?? TooMany(run.Volumes?.Count, MostEntries, "volumes")
            ?? TooMany(config.RootFs.DiffIds.Length, MostEntries, "layers")
            ?? TooMany(config.History.Length, MostEntries, "entries of history")
            ?? (config.History.AsSpan().IndexOf((HistoryEntry?)null) is >= 0 and var entry ? FormattableString.Invariant($"entry {entry + 1} of its history is null") : null);
    }

    private static string? ProblemOf(ImmutableArray<Descriptor> descriptors, string what)
    {
        if (TooMany(descriptors.Length, MostEntries, what + "s") is { } many)
        {
            return many;
        }

        for (int i = 0; i < descriptors.Length; i++)
        {
            string which = FormattableString.Invariant($"{what} {i + 1}");
            if ((descriptors[i] is { } descriptor ? ProblemOf(descriptor, which) : which + " is null") is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? ProblemOf(Descriptor descriptor, string which) =>
        string.IsNullOrEmpty(descriptor.MediaType) ? which + " has no media type"
        : descriptor.Digest.IsEmpty ? which + " has no digest"
        : descriptor.Size is < 0 or > LargestBlob ? FormattableString.Invariant($"{which} has a size of {descriptor.Size} bytes")
        : ProblemOf(descriptor.Annotations, "annotation");

    private static string? ProblemOf(ImmutableArray<string>? texts, string member)
    {
        if (texts is not { IsDefault: false } list)
        {
            return null;
        }

        return TooMany(list.Length, MostEntries, $"entries in {member}")
            ?? (list.AsSpan().IndexOf((string?)null) is >= 0 and var at ? FormattableString.Invariant($"entry {at + 1} of {member} is null") : null);
    }

    private static string? ProblemOf(ImmutableSortedDictionary<string, string>? texts, string what)
    {
        if (texts is null)
        {
            return null;
        }

        foreach ((string name, string? value) in texts)
        {
            if (value is null)
            {
                return $"{what} '{name}' is null";
            }
        }

        return TooMany(texts.Count, MostEntries, what + "s");
    }

    private static string? TooMany(int? count, int most, string what) => count > most ? FormattableString.Invariant($"it has {count} {what}, more than the {most} that are read") : null;
}
