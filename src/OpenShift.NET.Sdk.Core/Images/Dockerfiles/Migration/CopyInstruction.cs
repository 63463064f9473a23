using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>COPY and ADD in the stages that the image is made of.</summary>
/// <param name="draft">What is being made.</param>
/// <param name="file">The Dockerfile.</param>
/// <param name="builds">What its stages build.</param>
/// <param name="image">What is known of the image as a whole.</param>
internal sealed class CopyInstruction(MigrationDraft draft, Dockerfile file, StageBuilds builds, ShippedImage image)
{
    private StageBuild? _published;

    /// <summary>Says what becomes of one.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="stage">Index of the stage it is in.</param>
    /// <param name="values">What is said before it.</param>
    public void Migrate(DockerfileInstruction instruction, int stage, StageValues values)
    {
        ImmutableArray<string> words = instruction.Words;
        string? from = instruction.Flags.Select(SourceOf).FirstOrDefault(static s => s is not null);
        if (words.Length < 2)
        {
            draft.Open(instruction, "It names no target.");
        }
        else if (instruction.Documents.Length > 0)
        {
            draft.Open(instruction, "Its text stands in the Dockerfile: make it a file of the project, which is taken in as None with Link and CopyToPublishDirectory; what changes with the place is an OpenShiftSetting or an OpenShiftTemplate.");
        }
        else if (from is not null)
        {
            FromStage(instruction, from, words, values);
        }
        else if (words[..^1].Any(static w => w.Contains("://", StringComparison.Ordinal)))
        {
            Fetched(instruction, words, values);
        }
        else if (builds.IsSource(stage, values.Resolve(words[^1])))
        {
            draft.Unneeded(instruction, "dotnet publish takes the sources from where they are.");
        }
        else
        {
            OfContext(instruction, words, values);
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

    // Where a RUN needs the file, the own base image fetches it too.
    private void Fetched(DockerfileInstruction instruction, ImmutableArray<string> words, StageValues values)
    {
        draft.Open(instruction, "A publish fetches nothing: put the file beside the project (None with Link and CopyToPublishDirectory), or into an own base image.");
        string target = values.Resolve(words[^1]);
        bool isFolder = words.Length > 2 || words[^1].EndsWith('/') || words[^1] == ".";
        string[] names = isFolder ? [.. words[..^1].Select(ImagePath.Name)] : [ImagePath.Name(target)];
        draft.OfferToBase($"ADD {string.Concat(instruction.Flags.Select(static f => f + " "))}{string.Join(' ', words[..^1])} {target}{(isFolder && target != "/" ? "/" : "")}", values, [target, .. names]);
    }

    // A folder that a stage only makes, for an image without a shell, holds nothing.
    private bool IsEmptyFolder(int source, string path)
    {
        bool made = false;
        StageValues values = builds.ValuesBefore(source);
        foreach (DockerfileInstruction instruction in file.Stages[source].Instructions)
        {
            ImmutableArray<string>[] commands = instruction.Keyword == "RUN" ? RunCommands.In(instruction, values) : [];
            made |= commands.Any(c => ImagePath.Name(c[0]) == "mkdir" && c.Skip(1).Any(w => !w.StartsWith('-') && values.Resolve(w) == path));
            if ((instruction.Keyword is "COPY" or "ADD" && values.Resolve(instruction.Words[^1]) is var target && (target == path || target.StartsWith(path + "/", StringComparison.Ordinal)))
                || commands.Any(c => ImagePath.Name(c[0]) is not ("mkdir" or "chown" or "chmod" or "chgrp") && c.Any(w => w.Contains(path, StringComparison.Ordinal))))
            {
                return false;
            }

            values.Read(instruction);
        }

        return made;
    }

    private void FromStage(DockerfileInstruction instruction, string from, ImmutableArray<string> words, StageValues values)
    {
        int source = IndexOf(file, from);
        string target = values.Resolve(words[^1]);
        if (source < 0 || (file.Stages[source] is { Instructions.IsEmpty: true, BaseStage: null } alias && alias.Base is not null))
        {
            // FROM IMAGE AS NAME is a name for the image alone.
            string name = source < 0 ? from : file.Stages[source].Base!;
            draft.Open(instruction, $"A publish takes nothing from the image {name}: put the files beside the project (None with Link and CopyToPublishDirectory), or into an own base image.");
            draft.OfferToBase($"COPY --from={name} {string.Join(' ', words)}", values, target);
            return;
        }

        if (!builds.IsBuilding(source))
        {
            draft.Open(instruction, $"What the stage {from} builds is no part of dotnet publish: let a target of the project build it before (BeforeTargets=\"PrepareForPublish\", Exec), and take the files in as None with Link and CopyToPublishDirectory.");
            draft.OfferToBase($"# COPY --from={from} {string.Join(' ', words)}, with the stage {from} in front", values, target);
            return;
        }

        string[] paths = [.. words[..^1].Select(w => values.Resolve(w, "/"))];
        if (paths is [var folder] && target != image.Folder && IsEmptyFolder(source, folder))
        {
            bool isThere = target == "/tmp";
            draft.Unneeded(instruction, isThere ? "Every container may write there." : "Folders to be written to are OpenShiftWritablePath.");
            if (!isThere)
            {
                draft.Add("OpenShiftWritablePath", target, instruction.Line, ("Volume", "EmptyDir"));
            }

            return;
        }

        if (!image.IsInside(target))
        {
            draft.Open(instruction, builds.Published(source).Any(b => b.Output is { } output && paths.Contains(output))
                ? $"It is another application's place ({target}): an application is an image of its own, and a task of the same application is a workload of the manifests (OpenShiftWorkload)."
                : $"A publish writes below {image.Folder} alone: what the stage {from} makes for {target} comes from an own base image, with that stage in front.");
            draft.OfferToBase($"# COPY --from={from} {string.Join(' ', words)}, with the stage {from} in front", values, target);
        }
        else if (words[..^1].Any(static w => w.Contains("tools", StringComparison.OrdinalIgnoreCase)))
        {
            draft.Open(instruction, "Tools that were installed in the build are not published: put them into an own base image, or attach them while the pod runs (oc debug).");
        }
        else if (paths.FirstOrDefault(p => builds.By(source, p) is null && (builds.IsElsewhere(source, p) || IsSingleFile(p))) is { } other)
        {
            draft.Open(instruction, $"{ImagePath.Name(other)} is no part of the published application: take it in as None with Link and CopyToPublishDirectory, made by a target of the project where it is made (BeforeTargets=\"PrepareForPublish\", Exec).");
        }
        else
        {
            Published(instruction, source, paths);
        }
    }

    private void Published(DockerfileInstruction instruction, int source, string[] paths)
    {
        StageBuild? build = paths.Select(p => builds.By(source, p)).FirstOrDefault(static b => b is not null) ?? builds.Published(source).LastOrDefault();
        if (_published is not null && build is not null && build.Folder != _published.Folder)
        {
            draft.Open(instruction, $"A second application ({build.Name}, beside {_published.Name}): a publish makes an image of one project. Publish each as an image of its own, or let the first one refer to the other (ProjectReference).");
            return;
        }

        _published ??= build;
        draft.Unneeded(instruction, "The published application is what a publish puts there.");
    }

    private static bool IsSingleFile(string path) => ImagePath.Name(path) is var name && name.LastIndexOf('.') > 0 && !CopySource.IsFolder(path) && !CopySource.IsPattern(path) && !name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private void OfContext(DockerfileInstruction instruction, ImmutableArray<string> words, StageValues values)
    {
        string target = values.Resolve(words[^1]);
        bool namesFolder = words[^1].EndsWith('/') || words[^1] is "." or "./" or ".." || words.Length > 2 || target == image.Folder;
        bool offered = false;
        bool hidden = false;
        foreach (string word in words[..^1])
        {
            string source = values.Expand(word) ?? word;
            bool isFolder = CopySource.IsFolder(source) || (source.Contains('$', StringComparison.Ordinal) && ImagePath.Name(source).LastIndexOf('.') < 0);
            if (target == image.Folder && isFolder && (!image.IsBuilt || CopySource.IsNamedPublished(word)))
            {
                draft.Unneeded(instruction, "The published application is what a publish puts there.");
                continue;
            }

            string path = CopySource.PathOf(source);
            if (path.Length == 0 || source == "*" || source.Contains('$', StringComparison.Ordinal))
            {
                draft.Open(instruction, "Everything beside the Dockerfile is copied: a publish takes what the project publishes. Files it lacks are None with Link and CopyToPublishDirectory=\"PreserveNewest\".");
            }
            else if (!image.IsInside(target))
            {
                draft.Open(instruction, isFolder && CopySource.IsNamedPublished(word)
                    ? $"It is another application's place ({target}): an application is an image of its own, and a task of the same application is a workload of the manifests (OpenShiftWorkload)."
                    : $"A publish writes below {image.Folder} alone: read the file from there, mount it at {(namesFolder && !isFolder ? $"{target.TrimEnd('/')}/{ImagePath.Name(path)}" : target)} from a ConfigMap or Secret (openshift/), or put it into an own base image.");
                if (!offered)
                {
                    offered = true;
                    draft.OfferToBase($"{instruction.Keyword} {string.Join(' ', words[..^1].Append(target + (namesFolder && target != "/" ? "/" : "")))}", values, target == "/" ? "/" + ImagePath.Name(path) : target);
                }
            }
            else
            {
                hidden |= Item(instruction, source, path, isFolder, target[image.Folder.Length..].TrimStart('/'), namesFolder)
                    && image.Volumes.Any(v => target == v || target.StartsWith(v + "/", StringComparison.Ordinal));
            }
        }

        if (hidden)
        {
            draft.Open(instruction, $"A volume is empty at first, whatever the image has at its place: the item puts it at {target}, where a claim hides it. Publish it at another place, and let the application copy it when it starts.");
        }
    }

    // A copied folder is what is in it.
    private bool Item(DockerfileInstruction instruction, string source, string path, bool isFolder, string place, bool namesFolder)
    {
        string include = image.ProjectFolder is { } folder ? CopySource.FromProject(path, folder) : path;
        string prefix = place.Length == 0 ? "" : place + "/";

        // The SDK takes the files of wwwroot out of all others.
        if (include.StartsWith("wwwroot/", StringComparison.Ordinal) && !prefix.StartsWith("wwwroot/", StringComparison.Ordinal) && place != include)
        {
            draft.Open(instruction, $"What is in wwwroot is published there alone: read it at {image.Folder}/{include}, or keep the file in another folder of the project.");
            return false;
        }

        if (isFolder || CopySource.IsPattern(source))
        {
            draft.AddFiles(isFolder ? include + "/**" : include, isFolder ? $"{prefix}%(RecursiveDir)%(Filename)%(Extension)" : $"{prefix}%(Filename)%(Extension)", instruction.Line, isPattern: true);
        }
        else
        {
            draft.AddFiles(include, namesFolder ? prefix + ImagePath.Name(path) : place, instruction.Line, isPattern: false);
        }

        return true;
    }
}
