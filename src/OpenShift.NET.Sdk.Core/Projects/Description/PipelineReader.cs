using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftPipelines</c>.</summary>
internal static class PipelineReader
{
    private const string Property = "OpenShiftPipelines";
    private const string None = "None";

    private static readonly char[] s_separators = [';', ','];

    /// <summary>Reads it.</summary>
    /// <param name="input">The project.</param>
    /// <param name="repository">Full path of the folder that is the top of its repository; <see langword="null"/> for none.</param>
    /// <param name="place">Where a property is set.</param>
    /// <exception cref="OpenShiftException">OSC0026: a word is no kind of pipeline, or None stands beside others.</exception>
    public static PipelineFacts Read(ProjectInput input, string? repository, Func<string, SourceLocation?> place)
    {
        var kinds = ImmutableSortedSet.CreateBuilder<PipelineKind>();
        string[] words = (input.Property(Property) ?? "").Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] known = Enum.GetNames<PipelineKind>();
        foreach (string word in words)
        {
            if (known.FirstOrDefault(k => k.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } kind)
            {
                kinds.Add(Enum.Parse<PipelineKind>(kind));
            }
            else if (!word.Equals(None, StringComparison.OrdinalIgnoreCase) || words.Length > 1)
            {
                string meant = NearestName.Of(word, known) is { } near ? $"Did you mean {near}? " : "";
                throw new OpenShiftException(ToolCodes.InvalidProperty, $"{Property} is '{input.Property(Property)}', and '{word}' {(word.Equals(None, StringComparison.OrdinalIgnoreCase) ? "stands beside others" : "is no kind of pipeline")}", $"{meant}Set it to one or several of {string.Join(", ", known)}, separated by ';', or to None.", place(Property));
            }
        }

        string project = input.Property("MSBuildProjectFullPath") ?? "";
        return new PipelineFacts
        {
            Kinds = [.. kinds],
            Project = repository is null ? Path.GetFileName(project) : Path.GetRelativePath(repository, project).Replace('\\', '/'),
            // The .NET SDK publishes one (NETSDK1129), also where the list has a single entry.
            Framework = input.Property("TargetFrameworks") is null ? null : input.Property("TargetFramework"),
            HasSeveralFrameworks = (input.Property("TargetFrameworks") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length > 1,
            RepositoryPrefix = RepositoryPrefix.Read(input, place),
        };
    }
}
