using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Generation.Pipelines;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Merging;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Neighbours;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The stage Manifests: facts, image and code become Template, Kubernetes files and Helm chart, the user's own merged in. Repeats nothing whose input has not changed.</summary>
public sealed class ManifestStage
{
    // Pipelines name the tool of the same version.
    private static readonly string s_version = SessionOptions.VersionOf(typeof(ManifestStage).Assembly);

    /// <summary>The code that has been read, of the session.</summary>
    internal CodeCache Code { get; init; } = new();

    /// <summary>Generates the manifests of the image that Assemble left, beside it.</summary>
    /// <exception cref="OpenShiftException">OSC0020: there is no image; OSC005n: a hand-written manifest is wrong; OSC0027: a name is no image reference; OSC0085: the folder cannot be written.</exception>
    public Task<ManifestResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        Digest image = (AssemblyStamp.TryRead(folder) ?? throw DeliverableImage.Incomplete(folder)).Image;
        return GenerateAsync(facts, folder, folder, image, image, ServiceNeighbours.None, cancellationToken);
    }

    /// <summary>Generates the manifests of several images, which name the index over them.</summary>
    /// <param name="images">The images, one a platform, all of them checked.</param>
    /// <param name="folder">The folder that gets them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">As <see cref="RunAsync"/>.</exception>
    public Task<ManifestResult> RunSeveralAsync(ImmutableArray<DeliverableImage> images, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        PlatformIndex index = PlatformIndex.Of(images.Select(static i => i.Image));
        DeliverableImage first = images.First(i => i.Image.Digest == index.Images[0].Digest);
        return GenerateAsync(first.Facts, first.Folder, folder, first.Image.Digest, index.Descriptor.Digest, ServiceNeighbours.None, cancellationToken);
    }

    /// <summary>Generates the manifests once more as they fit to those of the other services of a solution, in a folder of their own (<see cref="StageFolder.InSolution"/>).</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="folder">The folder of its image; of one of them, when there are several.</param>
    /// <param name="named">Digest of what the manifests name: the image, or the index over several.</param>
    /// <param name="neighbours">What is known of the others.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">As <see cref="RunAsync"/>.</exception>
    internal Task<ManifestResult> FitAsync(ProjectFacts facts, StageFolder folder, Digest named, ServiceNeighbours neighbours, CancellationToken cancellationToken)
    {
        Digest image = (AssemblyStamp.TryRead(folder) ?? throw DeliverableImage.Incomplete(folder)).Image;
        return GenerateAsync(facts, folder, folder.InSolution, image, named, neighbours, cancellationToken);
    }

    /// <summary>
    /// Copies the manifests to the user's folder. Of what is there only files of an earlier publish are replaced or deleted: those this project's
    /// last publish left there, and those of a folder that has the generated <c>SETTINGS.md</c>, Template or kustomization (one that is committed, say).
    /// </summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="directory">Full path of the user's folder.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Full paths of the files.</returns>
    /// <exception cref="OpenShiftException">OSC0016: a file of somebody else's is in the way; OSC0085: a file cannot be written.</exception>
    public async Task<ImmutableArray<string>> CopyAsync(StageFolder folder, string directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        ManifestStamp? made = ManifestStamp.TryRead(folder.ManifestStamp);
        ManifestStamp? copied = ManifestStamp.TryRead(folder.ManifestCopies);
        copied = copied?.Folder == directory ? copied : null;
        if (made is not null && copied is not null && copied.Fingerprint == made.Fingerprint && copied.IsWhole())
        {
            return Full();
        }

        try
        {
            RequireOwn(directory, made, copied);
            foreach ((string path, _, _) in copied?.Files ?? [])
            {
                if (made is null || !made.Files.Any(f => f.Path == path))
                {
                    Delete(directory, path);
                }
            }

            foreach ((string path, _, _) in made?.Files ?? [])
            {
                byte[] content = await File.ReadAllBytesAsync(Path.Combine(folder.Manifests, path), cancellationToken).ConfigureAwait(false);
                string target = Path.Combine(directory, path);
                if (!File.Exists(target) || !(await File.ReadAllBytesAsync(target, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(content))
                {
                    await AtomicOutput.WriteFileAsync(target, output => output.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(ToolCodes.OutputNotWritable, directory, $"'{directory}'", "choose another folder with OpenShiftManifestDirectory", e);
        }

        if (made is not null)
        {
            await ManifestStamp.Of(made.Fingerprint, directory, made.Files.Select(static f => f.Path), []).WriteAsync(folder.ManifestCopies, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            File.Delete(folder.ManifestCopies);
        }

        return Full();

        ImmutableArray<string> Full() => [.. (made?.Files ?? []).Select(f => Path.Combine(directory, f.Path))];
    }

    /// <summary>The manifests as they are on disk, their parts marked with where they come from; <see langword="null"/> when there are none.</summary>
    internal static async Task<ManifestSet?> ReadAsync(StageFolder folder, CancellationToken cancellationToken)
    {
        if (ManifestStamp.TryRead(folder.ManifestStamp) is not { } stamp)
        {
            return null;
        }

        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        foreach ((string path, _, _) in stamp.Files)
        {
            if (path.EndsWith(".yaml", StringComparison.Ordinal) && !IsOfChart(path) && !PipelineFiles.Holds(path))
            {
                files.Add(await ManifestFileReader.ReadAsync(Path.Combine(folder.Manifests, path), path, cancellationToken).ConfigureAwait(false));
            }
        }

        if (File.Exists(folder.ChartTemplate))
        {
            files.Add(await ManifestFileReader.ReadAsync(folder.ChartTemplate, ChartGenerator.Folder, cancellationToken).ConfigureAwait(false));
        }

        // Files for pipelines are no manifests that a rule could judge.
        if (files.Count == 0)
        {
            return null;
        }

        string origins = File.Exists(folder.ManifestOrigins) ? await File.ReadAllTextAsync(folder.ManifestOrigins, cancellationToken).ConfigureAwait(false) : "";
        return ManifestSet.Of(NodeOrigins.Apply(files.ToImmutable(), origins));
    }

    private async Task<ManifestResult> GenerateAsync(ProjectFacts facts, StageFolder imageFolder, StageFolder folder, Digest image, Digest named, ServiceNeighbours neighbours, CancellationToken cancellationToken)
    {
        if (facts is { Manifests.IsWanted: false, Pipelines.Kinds.IsEmpty: true })
        {
            Forget(folder);
            return new ManifestResult([], [], Reused: false);
        }

        string fingerprint = FingerprintOf(facts, image, named, neighbours);
        if (ManifestStamp.TryRead(folder.ManifestStamp) is { } stamp && stamp.Fingerprint == fingerprint && stamp.Folder == folder.Manifests && stamp.IsWhole() && File.Exists(folder.ManifestOrigins) && File.Exists(folder.ManifestSettings))
        {
            return new ManifestResult([.. stamp.Files.Select(static f => f.Path)], stamp.Notes, Reused: true);
        }

        OwnManifests written = await OwnManifests.ReadAsync(facts.Manifests, cancellationToken).ConfigureAwait(false);
        ImageConfig config = (await OciLayout.ReadAsync(imageFolder.Image, cancellationToken).ConfigureAwait(false)).Config;
        CodeFacts code = Code.ReadAndKeep(facts, image, cancellationToken);
        // With the addresses of the others for what is read here; they are put in once more, with what the code adds, into the facts without them.
        ProjectFacts own = facts;
        facts = neighbours.Into(facts);
        IReadOnlyDictionary<string, string> settings = DeployedSettings.Of(facts, config.Config);
        ProjectFacts known = facts;
        (ManifestInput input, GeneratedManifests generated, ImmutableArray<ManifestFile> files) = Generate();
        if (written.Merged.Length > 0 && DeployedSettings.WithVariables(settings, files, facts) is { } changed)
        {
            // The user's own files set variables, with which the code may map other endpoints.
            settings = changed;
            (input, generated, files) = Generate();
        }

        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (ManifestFile file in files)
        {
            texts[file.Path] = YamlWriter.Write(file);
        }

        foreach (ManifestText text in generated.Texts)
        {
            texts[text.Path] = (text.Path == ManifestGenerator.SettingsPath ? HandWrittenSection.AddTo(text, written.All) : text).Content;
        }

        string? chartTemplate = null;
        if (facts.Manifests.Helm)
        {
            GeneratedChart chart = ChartGenerator.Generate(input with { HasOwnWorkload = written.ChartWorkloads.Any }, written.All);
            foreach (ManifestText text in chart.Files)
            {
                texts[text.Path] = text.Content;
            }

            if (facts.Manifests is { Template: false, Kubernetes: false })
            {
                ManifestFile template = chart.Template with { Path = ChartGenerator.Folder };
                files = [.. files, template];
                chartTemplate = YamlWriter.Write(template);
            }
        }

        ImmutableArray<ManifestNote> notes = [.. generated.Notes, .. ToBeSet.Note(facts.Manifests.Settings, files) is { } open ? (ManifestNote[])[open] : [], .. NotesOf(facts)];
        await WriteAsync(folder, texts, chartTemplate, NodeOrigins.Write(files, name => facts.Places.GetValueOrDefault(name)), cancellationToken).ConfigureAwait(false);
        await StageJson.WriteAsync(folder.ManifestSettings, ServiceSettings.Of(known.Manifests.Settings, code), StageJson.Default.ServiceSettings, cancellationToken).ConfigureAwait(false);
        await ManifestStamp.Of(fingerprint, folder.Manifests, texts.Keys, notes).WriteAsync(folder.ManifestStamp, cancellationToken).ConfigureAwait(false);
        return new ManifestResult([.. texts.Keys], notes, Reused: false);

        (ManifestInput Input, GeneratedManifests Generated, ImmutableArray<ManifestFile> Files) Generate()
        {
            known = neighbours.Into(SettingsOfCode.Into(own, code, settings));
            var made = new ManifestInput(known, config, ReferenceOf(facts, named))
            {
                Code = CodeProbes.Of(code, settings, WorkloadChoice.HasArguments(facts)),
                HasOwnWorkload = written.Workloads.Any,
                Given = CodeSettings.Given(code, settings),
                ToolVersion = s_version,
                Callers = neighbours.Callers,
            };
            GeneratedManifests manifests = ManifestGenerator.Generate(made);
            return (made, manifests, ManifestMerger.Merge(manifests.Files, written.Merged, facts.Manifests.Name));
        }
    }

    // Without a registry nobody can say from where a cluster would pull the image, and a digest without its registry names nothing.
    private static string ReferenceOf(ProjectFacts facts, Digest image)
    {
        DestinationFacts destination = facts.Destination;
        return destination.Registry is { } registry
            ? $"{registry}/{destination.Repository}@{image}"
            : $"{destination.Repository}:{destination.Tags[0]}";
    }

    private static IEnumerable<ManifestNote> NotesOf(ProjectFacts facts)
    {
        if (!facts.Manifests.Helm && facts.Manifests.Sources.Where(ChartGenerator.IsForChartsAlone).Select(static s => "openshift/" + Path.GetFileName(s)).ToArray() is { Length: > 0 } charts)
        {
            yield return new ManifestNote($"{string.Join(", ", charts)} {(charts.Length == 1 ? "is" : "are")} for a Helm chart alone, and none is written. Add Helm to OpenShiftManifests, or name the file without .helm.", "OpenShiftManifests");
        }

        if (facts is { Destination.Registry: null, Manifests: { Image: null, IsWanted: true } })
        {
            yield return new ManifestNote($"No registry is known, so the manifests name the image {facts.Destination.Repository}:{facts.Destination.Tags[0]}. Publish with ContainerRegistry, or set OpenShiftManifestImage, and they name it so that a cluster can pull it.", "OpenShiftManifestImage");
        }
    }

    // File by file, as the folder may be one the user named: what the last publish has not left there is not ours.
    private static async Task WriteAsync(StageFolder folder, SortedDictionary<string, string> texts, string? chartTemplate, string origins, CancellationToken cancellationToken)
    {
        ManifestStamp? before = ManifestStamp.TryRead(folder.ManifestStamp);
        try
        {
            Directory.CreateDirectory(folder.Path);
            File.Delete(folder.ManifestStamp);
            File.Delete(folder.ChartTemplate);
            foreach ((string path, _, _) in before?.Folder == folder.Manifests ? before.Files : [])
            {
                if (!texts.ContainsKey(path))
                {
                    Delete(folder.Manifests, path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(folder.Manifests, e);
        }

        foreach ((string path, string text) in texts)
        {
            await AtomicOutput.WriteFileAsync(Path.Combine(folder.Manifests, path), output => output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask()).ConfigureAwait(false);
        }

        if (chartTemplate is not null)
        {
            await AtomicOutput.WriteFileAsync(folder.ChartTemplate, output => output.WriteAsync(Encoding.UTF8.GetBytes(chartTemplate), cancellationToken).AsTask()).ConfigureAwait(false);
        }

        await AtomicOutput.WriteFileAsync(folder.ManifestOrigins, output => output.WriteAsync(Encoding.UTF8.GetBytes(origins), cancellationToken).AsTask()).ConfigureAwait(false);
    }

    private static string FingerprintOf(ProjectFacts facts, Digest image, Digest named, ServiceNeighbours neighbours)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(FactsJson.Write(facts with { Prove = new ProveFacts() }));
        fingerprint.Add(image.ToString());
        fingerprint.Add(named.ToString());
        fingerprint.Add(facts.Pipelines.Kinds.IsEmpty ? "" : s_version);
        fingerprint.Add(neighbours.ToText());
        foreach (string source in facts.Manifests.Sources)
        {
            try
            {
                // What is too large to be a manifest is refused when it is read.
                fingerprint.Add(new FileInfo(source).Length > YamlReader.LargestFile ? [] : File.ReadAllBytes(source));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new OpenShiftException(ToolCodes.ManifestUnreadable, $"'{source}' cannot be read", "Make it readable; it is merged into the manifests.", new SourceLocation(source), e);
            }
        }

        return fingerprint.Finish();
    }

    private static void Forget(StageFolder folder)
    {
        try
        {
            ManifestStamp? before = ManifestStamp.TryRead(folder.ManifestStamp);
            File.Delete(folder.ManifestStamp);
            File.Delete(folder.ManifestOrigins);
            File.Delete(folder.ChartTemplate);
            File.Delete(folder.ManifestSettings);
            foreach ((string path, _, _) in before?.Folder == folder.Manifests ? before.Files : [])
            {
                Delete(folder.Manifests, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(ToolCodes.OutputNotWritable, folder.Path, $"'{folder.Path}'", "set OpenShiftIntermediateDirectory to another folder", e);
        }
    }

    private static void RequireOwn(string directory, ManifestStamp? made, ManifestStamp? copied)
    {
        bool isGenerated = ((string[])[ManifestGenerator.SettingsPath, ManifestGenerator.TemplatePath, ManifestGenerator.BuildTemplatePath, ManifestGenerator.KubernetesFolder + "/kustomization.yaml"])
            .Any(p => IsGenerated(Path.Combine(directory, p)));
        foreach ((string path, _, _) in made?.Files ?? [])
        {
            // Not every file of a chart can hold the mark; its Chart.yaml does. Charts and pipelines of one's own may lie in the same folder.
            bool isVouchedFor = IsOfChart(path) ? IsGenerated(Path.Combine(directory, string.Join('/', path.Split('/').Take(2)), "Chart.yaml")) : !PipelineFiles.Holds(path) && isGenerated;
            if (File.Exists(Path.Combine(directory, path)) && copied?.Files.Any(f => f.Path == path) != true && !isVouchedFor && !IsGenerated(Path.Combine(directory, path)))
            {
                throw new OpenShiftException(
                    ToolCodes.OutputFolderOccupied,
                    $"'{Path.Combine(directory, path)}' is in the way of a generated manifest, and OpenShift.NET.Sdk did not write it; nothing in the folder was touched",
                    "Set OpenShiftManifestDirectory to a folder of its own; what you wrote by hand belongs into the project's folder openshift, where it is merged in.");
            }
        }
    }

    private static bool IsOfChart(string path) => path.StartsWith(ChartGenerator.Folder + "/", StringComparison.Ordinal);

    private static bool IsGenerated(string path) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().IndexOf("Generated by OpenShift.NET.Sdk"u8) >= 0;

    private static void Delete(string directory, string path)
    {
        string file = Path.Combine(directory, path);
        if (File.Exists(file))
        {
            File.Delete(file);
        }

        for (string? folder = Path.GetDirectoryName(Path.Combine(directory, path)); folder is not null && folder.Length >= directory.Length; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }
}
