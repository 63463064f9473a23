using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Dockerfiles.Export;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>Every rule that needs no project, over any image. An image on disk is judged without a network.</summary>
/// <param name="environment">Environment variables and home folder, for registries.</param>
public sealed class ImageCheck(IEnvironment environment)
{
    private const string BaseNameLabel = "org.opencontainers.image.base.name";
    private const string BaseDigestLabel = "org.opencontainers.image.base.digest";
    private const string WithoutBase = "so every finding counts as the image's own. Name the base image with --base";

    /// <summary>The ways to run an image; <see langword="null"/> for those there are.</summary>
    internal ImmutableArray<IRunEngine>? Engines { get; init; }

    /// <summary>Judges an image.</summary>
    /// <param name="request">Which, and how.</param>
    /// <param name="progress">Hears what is being done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC0027, OSC004n, OSC008n: the image cannot be named or read; OSC0071: the base image is not its base; OSC005n: a manifest cannot be read; OSC0092: it cannot be run here.</exception>
    public async Task<ImageCheckResult> RunAsync(ImageCheckRequest request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var location = ImageLocation.Parse(request.Image);
        ImageLocation? named = request.Base is null ? null : ImageLocation.Parse(request.Base);
        var notes = ImmutableArray.CreateBuilder<string>();
        using IRegistry? registry = OpenRegistry(location, request, progress);
        progress?.Report($"Reading {location.Name}");
        Image image = await ResolveAsync(location, registry, request.Platform, cancellationToken).ConfigureAwait(false);
        BaseImage? baseImage = named is not null
            ? await NamedBaseAsync(named, image, request, progress, cancellationToken).ConfigureAwait(false)
            : await LabelledBaseAsync(location, image, request, notes, WithoutBase, progress, cancellationToken).ConfigureAwait(false);
        progress?.Report(FormattableString.Invariant($"Reading {image.Manifest.Layers.Length} layers ({ByteSize.ToText(image.Manifest.Layers.Sum(static l => l.Size))})"));
        FileTree tree = await new LayerScanCache(ImageAssembler.ScanFolder(request.CacheDirectory)).ReadTreeAsync(image, baseImage?.LayerCount ?? 0, cancellationToken).ConfigureAwait(false);
        progress?.Report("Reading the application's code");
        CodeFacts? code = await CodeOfAsync(image, tree, notes, cancellationToken).ConfigureAwait(false);
        ManifestSet? manifests = request.Proof?.Manifests is { } folder ? await ImageProof.ReadManifestsAsync(folder, cancellationToken).ConfigureAwait(false) : null;
        Publication publication = PublicationOf(image, baseImage, tree, code, manifests, null, request);
        if (request.Proof is { } proof)
        {
            // What is unpacked is read a second time, and by the next proof again.
            Image kept = location.Reference is null ? image : image with { Blobs = new CachingBlobSource(BlobCache.Open(request.CacheDirectory, new ImageFacts().CacheSizeLimit), image.Blobs) };
            RunFacts run = await ImageProof.RunAsync(proof, location, publication, kept, request.CacheDirectory, environment, Engines, progress, cancellationToken).ConfigureAwait(false);
            publication = PublicationOf(image, baseImage, tree, code, manifests, run, request);
        }

        progress?.Report("Holding the rules against it");
        Report report = new RuleEngine().Run(publication, new SeveritySettings { Profile = request.Profile }, [], DateOnly.MinValue, cancellationToken);
        return new ImageCheckResult(location.Name, image, publication, report, notes.ToImmutable());
    }

    /// <summary>What an image is made of. No rule is held against it and no code is read.</summary>
    /// <param name="request">Which image.</param>
    /// <param name="toolVersion">Version of the tool that asks.</param>
    /// <param name="progress">Hears what is being done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">As <see cref="RunAsync"/>.</exception>
    public async Task<BillOfMaterials> BillAsync(ImageCheckRequest request, string toolVersion, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var location = ImageLocation.Parse(request.Image);
        ImageLocation? named = request.Base is null ? null : ImageLocation.Parse(request.Base);
        using IRegistry? registry = OpenRegistry(location, request, progress);
        progress?.Report($"Reading {location.Name}");
        Image image = await ResolveAsync(location, registry, request.Platform, cancellationToken).ConfigureAwait(false);
        BaseImage? baseImage = named is not null
            ? await NamedBaseAsync(named, image, request, progress, cancellationToken).ConfigureAwait(false)
            : await LabelledBaseAsync(location, image, request, ImmutableArray.CreateBuilder<string>(), WithoutBase, progress, cancellationToken).ConfigureAwait(false);
        progress?.Report(FormattableString.Invariant($"Reading {image.Manifest.Layers.Length} layers ({ByteSize.ToText(image.Manifest.Layers.Sum(static l => l.Size))})"));
        FileTree tree = await new LayerScanCache(ImageAssembler.ScanFolder(request.CacheDirectory)).ReadTreeAsync(image, baseImage?.LayerCount ?? 0, cancellationToken).ConfigureAwait(false);
        return ImageBill.Of(image, tree, new BillSource
        {
            Name = location.Reference?.Repository ?? LabelOf(image, "org.opencontainers.image.title") ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(location.Path!)),
            Version = location.Reference?.Tag ?? LabelOf(image, "org.opencontainers.image.version") ?? "",
            Supplier = LabelOf(image, "org.opencontainers.image.vendor"),
            Website = PublicAddress.Of(LabelOf(image, "org.opencontainers.image.source")),
            ToolVersion = toolVersion,
        });
    }

    /// <summary>Runs an image until it ends or is stopped. No rule is held against it and no code is read.</summary>
    /// <param name="request">Which image, and how it is run.</param>
    /// <param name="ports">Ports of this machine that lead to the container.</param>
    /// <param name="console">Who looks on.</param>
    /// <param name="progress">Hears what is being done.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>How it ended; <see langword="null"/> when it was stopped before it had begun.</returns>
    /// <exception cref="OpenShiftException">As <see cref="RunAsync"/>; OSC0065: settings have no value, a port is taken; OSC0094: what runs it refuses.</exception>
    internal async Task<RunEnd?> RunImageAsync(ImageCheckRequest request, ImmutableArray<PortMapping> ports, IRunConsole console, IProgress<string>? progress, CancellationToken stop)
    {
        ImageProofRequest how = request.Proof ?? new ImageProofRequest();
        var location = ImageLocation.Parse(request.Image);
        ImageLocation? named = request.Base is null ? null : ImageLocation.Parse(request.Base);
        using IRegistry? registry = OpenRegistry(location, request, progress);
        try
        {
            Image image = await ResolveAsync(location, registry, request.Platform, stop).ConfigureAwait(false);
            BaseImage? baseImage = named is not null
                ? await NamedBaseAsync(named, image, request, progress, stop).ConfigureAwait(false)
                : await LabelledBaseAsync(location, image, request, ImmutableArray.CreateBuilder<string>(), WithoutBase, progress, stop).ConfigureAwait(false);
            Image kept = location.Reference is null ? image : image with { Blobs = new CachingBlobSource(BlobCache.Open(request.CacheDirectory, new ImageFacts().CacheSizeLimit), image.Blobs) };
            ManifestSet? manifests = how.Manifests is { } folder ? await ImageProof.ReadManifestsAsync(folder, stop).ConfigureAwait(false) : null;
            Publication publication = PublicationOf(image, baseImage, FileTree.Build([], 0), null, manifests, null, request);
            RunPlan plan = RunPlanner.Plan(publication, how.Run, environment.Variable, location.Reference?.Repository);
            RunSubject.RequireSettings(plan, "Give each a value with --env NAME=VALUE.");
            var subject = new RunSubject(kept, baseImage?.LayerCount ?? 0, plan);
            RunPlace place = await RunPlace.OpenAsync(subject, how.Run, [], Engines ?? RunEngines.All(new RunEngineOptions(request.CacheDirectory, environment)), console, stop).ConfigureAwait(false);
            await using (place.ConfigureAwait(false))
            {
                RunEnd end = await place.RunAsync(await place.PrepareAsync(subject, stop).ConfigureAwait(false), plan, ports, null, stop).ConfigureAwait(false);
                console.Tell(end.Text);
                return end;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The Dockerfile that gives an image, and where a folder is named, that folder with its build context. No rule is held against the image.</summary>
    /// <param name="request">Which image.</param>
    /// <param name="folder">Full path of a folder that is new or empty; <see langword="null"/> for the text alone.</param>
    /// <param name="progress">Hears what is being done.</param>
    /// <param name="cancellationToken">Ends it: nothing is left of the folder then.</param>
    /// <exception cref="OpenShiftException">As <see cref="RunAsync"/>; OSC0016: there is something in the folder; OSC0085: it cannot be written.</exception>
    public async Task<ImageDockerfile> ExportAsync(ImageCheckRequest request, string? folder, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var location = ImageLocation.Parse(request.Image);
        ImageLocation? named = request.Base is null ? null : ImageLocation.Parse(request.Base);
        if (folder is not null)
        {
            ImageExportWriter.ThrowIfOccupied(folder);
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        using IRegistry? registry = OpenRegistry(location, request, progress);
        progress?.Report($"Reading {location.Name}");
        Image image = await ResolveAsync(location, registry, request.Platform, cancellationToken).ConfigureAwait(false);
        BaseImage? baseImage = named is not null
            ? await NamedBaseAsync(named, image, request, progress, cancellationToken).ConfigureAwait(false)
            : await LabelledBaseAsync(location, image, request, notes, "so the Dockerfile begins at scratch. Name the base image with --base", progress, cancellationToken).ConfigureAwait(false);
        if (named is { Reference: null } && LabelOf(image, BaseDigestLabel) == baseImage?.Digest.ToString() && LabelOf(image, BaseNameLabel) is { } label)
        {
            // What is on disk no builder pulls; the label says where the same image is.
            baseImage = baseImage! with { Name = label };
        }

        progress?.Report(FormattableString.Invariant($"Reading {image.Manifest.Layers.Length} layers ({ByteSize.ToText(image.Manifest.Layers.Sum(static l => l.Size))})"));
        FileTree tree = await new LayerScanCache(ImageAssembler.ScanFolder(request.CacheDirectory)).ReadTreeAsync(image, baseImage?.LayerCount ?? 0, cancellationToken).ConfigureAwait(false);
        ExportBase? below = named is { Reference: null } && baseImage?.Name == named.Name ? null : ExportBase.Of(baseImage);
        if (below is null && named is not null)
        {
            notes.Add($"'{named.Name}' is on disk, where no builder elsewhere finds it, so the Dockerfile begins at scratch. Name the base image as a registry has it.");
        }

        var export = ImageExport.Of(image, tree, below);
        if (folder is not null)
        {
            progress?.Report($"Writing {folder}");
            await ImageExportWriter.WriteAsync(export, image, folder, cancellationToken).ConfigureAwait(false);
        }

        return new ImageDockerfile(export.Dockerfile(hideSecrets: true), image.Config.Platform, export.Gaps, export.Secrets, notes.ToImmutable());
    }

    private static Publication PublicationOf(Image image, BaseImage? baseImage, FileTree tree, CodeFacts? code, ManifestSet? manifests, RunFacts? run, ImageCheckRequest request) => new()
    {
        Digest = image.Digest,
        Code = code,
        Manifest = image.Manifest,
        Config = image.Config,
        Base = baseImage,
        Files = tree,
        Manifests = manifests,
        Run = run,
        Today = request.Today,
    };

    private static async Task<CodeFacts?> CodeOfAsync(Image image, FileTree tree, ImmutableArray<string>.Builder notes, CancellationToken cancellationToken)
    {
        try
        {
            return await ImageCode.ReadAsync(image, tree, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            notes.Add($"The application's code cannot be read ({e.Message}), so nothing is said of it.");
            return null;
        }
    }

    private IRegistry? OpenRegistry(ImageLocation location, ImageCheckRequest request, IProgress<string>? progress)
    {
        if (location.Reference is not { } reference)
        {
            return null;
        }

        // The image's own label can name any registry there is: the variables' credentials, which name none, must not follow it.
        CredentialVariables variables = string.Equals(reference.Registry, NamedRegistry(request), StringComparison.OrdinalIgnoreCase) ? CredentialVariables.All : CredentialVariables.None;
        return RegistryFactory.Create(reference.Registry, request.InsecureRegistries, RegistryDirection.Pull, variables, environment, progress);
    }

    // The one registry of the command line: the image's, or its base image's when the image is on disk.
    private static string? NamedRegistry(ImageCheckRequest request) =>
        (ImageLocation.Parse(request.Image).Reference ?? (request.Base is null ? null : ImageLocation.Parse(request.Base).Reference))?.Registry;

    private static async Task<Image> ResolveAsync(ImageLocation location, IRegistry? registry, Platform platform, CancellationToken cancellationToken)
    {
        IImageSource source = registry is not null && location.Reference is { } reference
            ? new RegistryImageSource(registry, reference)
            : LocalImageSource.Open(location.Tag is null ? location.Path! : $"{location.Path}#{location.Tag}", location.Name);
        try
        {
            return await source.ResolveAsync(platform, cancellationToken).ConfigureAwait(false);
        }
        catch (OpenShiftException e) when (e.Code is ToolCodes.PlatformNotFound)
        {
            // The sources speak to people who publish; here the image itself is the subject.
            string seen = e.Seen.StartsWith("Base image ", StringComparison.Ordinal) ? "Image " + e.Seen["Base image ".Length..] : e.Seen;
            throw new OpenShiftException(e.Code, seen, "Name the platform with --platform, for example --platform linux/arm64.", innerException: e);
        }
        catch (OpenShiftException e) when (e.Code is ToolCodes.BaseImageNotFound)
        {
            throw new OpenShiftException(e.Code, e.Seen, "Check the name and the tag.", innerException: e);
        }
        catch (OpenShiftException e) when (e.Code is ToolCodes.InvalidArchive && e.Remedy.Contains("PATH#NAME", StringComparison.Ordinal))
        {
            throw new OpenShiftException(e.Code, e.Seen, "Name one of them behind the path: oci:PATH:TAG.", innerException: e);
        }
    }

    private async Task<BaseImage> NamedBaseAsync(ImageLocation location, Image image, ImageCheckRequest request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        using IRegistry? registry = OpenRegistry(location, request, progress);
        Image found = await ResolveAsync(location, registry, image.Config.Platform, cancellationToken).ConfigureAwait(false);
        return LiesBelow(found, image)
            ? new BaseImage(location.Name, found.Digest, found.Config.RootFs.DiffIds.Length, found.Config)
            : throw new OpenShiftException(
                ToolCodes.NotTheBaseImage,
                $"'{location.Name}' is not the base image of '{request.Image}': its layers are not the lowest ones of the image",
                "Name the image it was built on, of the same version, or leave --base out.");
    }

    private async Task<BaseImage?> LabelledBaseAsync(ImageLocation location, Image image, ImageCheckRequest request, ImmutableArray<string>.Builder notes, string otherwise, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string? name = LabelOf(image, BaseNameLabel);
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (location.Reference is null)
        {
            notes.Add($"The base image '{name}' of its label is not fetched for an image on disk, {otherwise}.");
            return null;
        }

        if (!ImageReference.TryParse(name, out ImageReference? reference, out _))
        {
            notes.Add($"The label {BaseNameLabel} '{name}' is no image reference, {otherwise}.");
            return null;
        }

        // The tag may have moved since; the digest has not.
        string? digest = LabelOf(image, BaseDigestLabel);
        if (Digest.TryParse(digest, out _) && ImageReference.TryParse($"{reference.Registry}/{reference.Repository}@{digest}", out ImageReference? exact, out _))
        {
            reference = exact;
        }

        progress?.Report($"Reading the base image {name}");
        try
        {
            var baseLocation = ImageLocation.Parse(reference.ToString());
            using IRegistry? registry = OpenRegistry(baseLocation, request, progress);
            Image found = await ResolveAsync(baseLocation, registry, image.Config.Platform, cancellationToken).ConfigureAwait(false);
            if (LiesBelow(found, image))
            {
                return new BaseImage(name, found.Digest, found.Config.RootFs.DiffIds.Length, found.Config);
            }

            notes.Add($"The image's label names '{name}' as its base image, whose layers are not the lowest ones of the image, {otherwise}.");
        }
        catch (OpenShiftException e)
        {
            notes.Add($"The base image '{name}' of its label cannot be read ({e.Code}: {e.Seen}), {otherwise}.");
        }

        return null;
    }

    private static bool LiesBelow(Image lower, Image upper) =>
        lower.Config.RootFs.DiffIds.Length <= upper.Config.RootFs.DiffIds.Length
        && lower.Config.RootFs.DiffIds.AsSpan().SequenceEqual(upper.Config.RootFs.DiffIds.AsSpan()[..lower.Config.RootFs.DiffIds.Length]);

    private static string? LabelOf(Image image, string name) =>
        image.Config.Config.Labels?.GetValueOrDefault(name) ?? image.Manifest.Annotations?.GetValueOrDefault(name);
}
