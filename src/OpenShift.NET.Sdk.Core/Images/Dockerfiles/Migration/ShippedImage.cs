using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>What all instructions together say of the image, which one of them has to know before the others are read.</summary>
internal sealed class ShippedImage
{
    /// <summary>Where a publish puts an application.</summary>
    public const string DefaultFolder = "/app";

    private ImmutableArray<DockerfileInstruction> _instructions = [];

    private ShippedImage()
    {
    }

    /// <summary>Folder of the application: where what is published is copied to, else where the last WORKDIR leads.</summary>
    public string Folder { get; private set; } = DefaultFolder;

    /// <summary>The places that VOLUME names.</summary>
    public ImmutableArray<string> Volumes { get; private set; } = [];

    /// <summary>The places that COPY and ADD fill.</summary>
    public ImmutableArray<string> Filled { get; private set; } = [];

    /// <summary>What is copied out of stages: the stage, the path there, the path in the image.</summary>
    public ImmutableArray<(int Stage, string Source, string Target)> Copies { get; private set; } = [];

    /// <summary>Whether the Dockerfile builds the application; else it copies a built one.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Folder of the project in the build's context; <see langword="null"/> when it cannot be told.</summary>
    public string? ProjectFolder { get; private set; }

    /// <summary>The project that is published; <see langword="null"/> when it cannot be told.</summary>
    public StageBuild? Project { get; private set; }

    /// <summary>The last USER, which the image has.</summary>
    public DockerfileInstruction? User { get; private set; }

    /// <summary>Looks through the stages that the image is made of.</summary>
    /// <param name="file">The Dockerfile.</param>
    /// <param name="shipped">Indexes of the stages, the lowest first.</param>
    /// <param name="builds">What stages build.</param>
    public static ShippedImage Of(Dockerfile file, ImmutableArray<int> shipped, StageBuilds builds)
    {
        var image = new ShippedImage { IsBuilt = file.Stages.Any(static s => s.Instructions.Any(StageBuilds.IsBuild)) };
        image._instructions = [.. shipped.SelectMany(i => file.Stages[i].Instructions)];
        var copies = ImmutableArray.CreateBuilder<(int, string, string)>();
        var volumes = ImmutableArray.CreateBuilder<string>();
        var filled = ImmutableArray.CreateBuilder<string>();
        string? published = null;
        string folder = "/";
        foreach (int index in shipped)
        {
            StageValues values = builds.ValuesBefore(index);
            foreach (DockerfileInstruction instruction in file.Stages[index].Instructions)
            {
                values.Read(instruction);
                switch (instruction.Keyword)
                {
                    case "VOLUME":
                        volumes.AddRange(instruction.Words.Select(values.Resolve));
                        break;
                    case "USER":
                        image.User = instruction;
                        break;
                    case "COPY" or "ADD" when instruction.Words is [_, _, ..] words:
                        string target = values.Resolve(words[^1]);
                        filled.Add(target);
                        int stage = instruction.Flags.Select(CopyInstruction.SourceOf).FirstOrDefault(static s => s is not null) is { } from ? CopyInstruction.IndexOf(file, from) : -1;
                        if (stage >= 0 && builds.IsBuilding(stage))
                        {
                            foreach (string source in words[..^1].Select(w => values.Resolve(w, "/")))
                            {
                                copies.Add((stage, source, target));
                                if (image.Project is null && builds.By(stage, source) is { } build)
                                {
                                    published ??= build.Output == source ? target : null;
                                    image.Project = build;
                                    image.ProjectFolder = builds.FolderInContext(stage, build);
                                }
                            }

                            if (image.Project is null && builds.Published(stage).ToArray() is [var single])
                            {
                                image.Project = single;
                                image.ProjectFolder = builds.FolderInContext(stage, single);
                            }
                        }

                        break;
                }
            }

            folder = values.Folder;
        }

        image.Folder = published is not (null or "/") ? published : folder != "/" ? folder : DefaultFolder;
        (image.Copies, image.Volumes, image.Filled) = (copies.ToImmutable(), volumes.ToImmutable(), filled.ToImmutable());
        return image;
    }

    /// <summary>Whether a path is in the application's folder.</summary>
    public bool IsInside(string path) => path == Folder || path.StartsWith(Folder + "/", StringComparison.Ordinal);

    /// <summary>Where a path of a build stage is in the image; <see langword="null"/> when nothing takes it there.</summary>
    /// <param name="stages">The stage, and those built on it.</param>
    /// <param name="path">The path.</param>
    public string? PlaceOf(IReadOnlyCollection<int> stages, string path) => Copies
        .Where(c => stages.Contains(c.Stage) && path.StartsWith(c.Source.TrimEnd('/') + "/", StringComparison.Ordinal))
        .Select(c => c.Target.TrimEnd('/') + path[c.Source.TrimEnd('/').Length..])
        .FirstOrDefault();

    /// <summary>Whether HEALTHCHECK calls a program, and nothing else does that can be seen: no other RUN, and no script at start.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="installation">The RUN that installs it.</param>
    public bool IsCalledByHealthCheckAlone(string program, DockerfileInstruction installation) =>
        _instructions.Any(i => i.Keyword == "HEALTHCHECK" && i.Text.Contains(program, StringComparison.Ordinal))
        && !_instructions.Any(i => i.Keyword == "RUN" && !ReferenceEquals(i, installation) && i.Text.Contains(program, StringComparison.Ordinal))
        && _instructions.Where(static i => i.Keyword is "ENTRYPOINT" or "CMD").All(static i => i.Text.Contains(".dll", StringComparison.Ordinal) && !i.Text.Contains(".sh", StringComparison.Ordinal));
}
