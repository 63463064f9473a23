using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Tool.Running;

/// <summary>What a build has left.</summary>
/// <param name="Facts">Full path of the facts file, in the folder of the stages.</param>
/// <param name="Sources">Folders whose files go into it: the project's and those of the projects it refers to.</param>
/// <param name="Outputs">Folders that builds write to.</param>
internal sealed record BuiltProject(string Facts, ImmutableArray<string> Sources, ImmutableArray<string> Outputs)
{
    /// <summary>Reads what the target wrote; <see langword="null"/> when it is not whole.</summary>
    public static BuiltProject? Read(string[] lines) => lines is [var facts, ..] && Path.IsPathFullyQualified(facts)
        ? new BuiltProject(facts, Folders(lines, '+'), Folders(lines, '-'))
        : null;

    private static ImmutableArray<string> Folders(string[] lines, char mark) =>
        [.. lines.Where(l => l.StartsWith(mark)).Select(static l => Path.TrimEndingDirectorySeparator(Path.GetFullPath(l[1..]))).Distinct(StringComparer.Ordinal)];
}
