using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>COPY and ADD in the stages that the image is made of.</summary>
internal static class CopyInstruction
{
    public static void Migrate(MigrationDraft draft, DockerfileInstruction instruction, Dockerfile file, DockerfileStage stage, Func<string, string> resolve, string folder)
    {
        ImmutableArray<string> words = instruction.Words;
        string? from = instruction.Flags.Select(SourceOf).FirstOrDefault(static s => s is not null);
        if (words.Length < 2)
        {
            draft.Open(instruction, "It names no target.");
        }
        else if (from is not null)
        {
            FromStage(draft, instruction, file, from, words);
        }
        else if (words[..^1].Any(static w => w.Contains("://", StringComparison.Ordinal)))
        {
            draft.Open(instruction, "A publish fetches nothing: put the file beside the project (Content with CopyToPublishDirectory), or into an own base image.");
        }
        else if (stage.Instructions.Any(static i => i.Keyword == "RUN" && i.Text.Contains("dotnet publish", StringComparison.Ordinal)))
        {
            draft.Unneeded(instruction, "dotnet publish takes the sources from where they are.");
        }
        else
        {
            OfContext(draft, instruction, words, resolve, folder);
        }
    }

    /// <summary>The stage or image that a flag takes files from: <c>--from=build</c>, <c>--mount=type=bind,from=build</c>; <see langword="null"/> for another flag.</summary>
    public static string? SourceOf(string flag) =>
        flag.StartsWith("--from=", StringComparison.Ordinal) ? flag["--from=".Length..]
        : flag.StartsWith("--mount=", StringComparison.Ordinal) ? flag.Split(',', '=') is var parts && Array.IndexOf(parts, "from") is >= 0 and var at && at + 1 < parts.Length ? parts[at + 1] : null
        : null;

    /// <summary>Index of the stage of a name or number; -1 when there is none.</summary>
    public static int IndexOf(Dockerfile file, string stage) =>
        int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index < file.Stages.Length ? index : -1 : DockerfileMigration.IndexOf(file, stage);

    private static void FromStage(MigrationDraft draft, DockerfileInstruction instruction, Dockerfile file, string from, ImmutableArray<string> words)
    {
        int source = IndexOf(file, from);
        if (source < 0)
        {
            draft.Open(instruction, $"A publish takes nothing from the image {from}: put the files beside the project (Content with CopyToPublishDirectory), or into an own base image.");
        }
        else if (file.BuiltOn(source).Any(static s => s.Instructions.Any(static i => i.Keyword == "RUN" && i.Text.Contains("dotnet", StringComparison.Ordinal) && (i.Text.Contains("publish", StringComparison.Ordinal) || i.Text.Contains("build", StringComparison.Ordinal) || i.Text.Contains("pack", StringComparison.Ordinal)))))
        {
            if (words[..^1].Any(static w => w.Contains("tools", StringComparison.OrdinalIgnoreCase)))
            {
                draft.Open(instruction, "Tools that were installed in the build are not published: put them into an own base image, or attach them while the pod runs (oc debug).");
            }
            else if (words[..^1].FirstOrDefault(static w => ImagePath.Name(w) is var name && name.LastIndexOf('.') > 0 && !name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } single)
            {
                draft.Open(instruction, $"{ImagePath.Name(single)} is no part of the published application as such: take it in as Content with CopyToPublishDirectory.");
            }
            else
            {
                draft.Unneeded(instruction, "The published application is what a publish puts there.");
            }
        }
        else
        {
            draft.Open(instruction, $"What the stage {from} builds is no part of dotnet publish: let a target of the project build it before (BeforeTargets=\"PrepareForPublish\", Exec), and take the files in as Content with CopyToPublishDirectory.");
        }
    }

    private static void OfContext(MigrationDraft draft, DockerfileInstruction instruction, ImmutableArray<string> words, Func<string, string> resolve, string folder)
    {
        string target = resolve(words[^1]);
        bool namesFolder = words[^1].EndsWith('/') || words[^1] is "." or "./" or ".." || words.Length > 2 || target == folder;
        if (words[..^1].Any(static w => w.Contains("publish", StringComparison.OrdinalIgnoreCase) || w.StartsWith("bin/", StringComparison.Ordinal) || w.Contains("/bin/", StringComparison.Ordinal) || w.Contains("${source", StringComparison.OrdinalIgnoreCase)))
        {
            draft.Unneeded(instruction, "The published application is what a publish puts there.");
            return;
        }

        bool inside = target == folder || target.StartsWith(folder + "/", StringComparison.Ordinal);
        foreach (string source in words[..^1])
        {
            if (source is "." or "./" or "*" || source.Contains('$', StringComparison.Ordinal))
            {
                draft.Open(instruction, "Everything beside the Dockerfile is copied: a publish takes what the project publishes. Files it lacks are Content with CopyToPublishDirectory=\"PreserveNewest\".");
            }
            else if (!inside)
            {
                draft.Open(instruction, $"A publish writes below {folder} alone: read the file from there, mount it at {target} from a ConfigMap or Secret (openshift/), or put it into an own base image.");
            }
            else
            {
                string relative = target[folder.Length..].TrimStart('/');
                string name = ImagePath.Name(source.TrimEnd('/'));
                draft.Add("Content", source.TrimEnd('/'), instruction.Line, ("Link", !namesFolder ? relative : relative.Length == 0 ? name : relative + "/" + name), ("CopyToPublishDirectory", "PreserveNewest"));
            }
        }
    }
}
