using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The stage Assemble: base image and publish output become one image, written as OCI layout folder.</summary>
/// <param name="cache">Where base layers, layers and what was learnt of both are kept.</param>
/// <param name="knowledge">What other publishes have left of layers; <see langword="null"/> for nothing.</param>
public sealed class ImageAssembler(BlobCache cache, ILayerKnowledge? knowledge = null)
{
    /// <summary>Whether the base image lies on this machine, so that nothing is gained by not reading it.</summary>
    public bool BaseIsLocal { get; init; }

    /// <summary>The NuGet packages a builder brings along.</summary>
    internal ImmutableArray<LibraryPackage> Libraries { get; init; } = [];

    /// <summary>Where the scans of layers are kept in a cache folder.</summary>
    public static string ScanFolder(string cacheDirectory) => Path.Combine(cacheDirectory, "scans");

    /// <summary>Where the scans of an image's layers are kept that were not made on this machine.</summary>
    internal static string ScanFolderOf(string layoutFolder) => layoutFolder + ".scans";

    /// <summary>Assembles on a base that is still to be resolved for the project's platform.</summary>
    /// <exception cref="OpenShiftException">As the other overload, and OSC0040, OSC0042 to OSC0045 and OSC008x of the source.</exception>
    /// <param name="facts">The project.</param>
    /// <param name="source">The base.</param>
    /// <param name="outputLayoutFolder">As the other overload.</param>
    /// <param name="starting">What the code says about the start with the settings of an execution configuration; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<AssembledImage> AssembleAsync(ProjectFacts facts, IImageSource source, string outputLayoutFolder, Task<Func<ExecutionConfig, StartingCode>>? starting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(source);
        Image image = await source.ResolveAsync(RuntimePlatform.Of(facts.Application.RuntimeIdentifier), cancellationToken).ConfigureAwait(false);
        return await AssembleAsync(facts, image, source.Name, outputLayoutFolder, starting, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Assembles on a base.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="baseImage">The base, for the right platform.</param>
    /// <param name="baseName">The reference that is recorded as the base's name.</param>
    /// <param name="outputLayoutFolder">The layout folder; the digests of the source files are kept beside it in <c>FOLDER.files</c>.</param>
    /// <param name="starting">What the code says about the start with the settings of an execution configuration; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Cancels; the folder is then as it was.</param>
    /// <exception cref="OpenShiftException">
    /// OSC0022 to OSC0026: something of the project is invalid; OSC0030: a publish file is missing; OSC0041, OSC0045, OSC0046: the base is broken;
    /// OSC0044: the cache, OSC0085: the folder cannot be written; OSC0016: the folder holds what is no layout.
    /// </exception>
    public async Task<AssembledImage> AssembleAsync(ProjectFacts facts, Image baseImage, string baseName, string outputLayoutFolder, Task<Func<ExecutionConfig, StartingCode>>? starting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(baseImage);
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputLayoutFolder));
        if (baseImage.Manifest.Layers.Length != baseImage.Config.RootFs.DiffIds.Length)
        {
            throw new OpenShiftException(ToolCodes.InvalidManifest, $"Base image '{baseName}' has {baseImage.Manifest.Layers.Length} layers, but its configuration has {baseImage.Config.RootFs.DiffIds.Length}", "Use an image that follows the OCI image specification or Docker's schema 2.");
        }

        // What can be wrong in the project comes first, before anything is fetched.
        var known = new BaseImage(baseName, baseImage.Digest, baseImage.Manifest.Layers.Length, baseImage.Config) { Size = baseImage.Descriptor.Size };
        ImageFormat format = ImageFormat.Of(facts, baseImage.Descriptor);
        ImmutableArray<Descriptor> baseLayers = [.. baseImage.Manifest.Layers.Select(format.Convert)];
        StartCommand command = EntryPointBuilder.Build(facts, baseImage.Config.Config);
        ConfigBuilder.Build(facts, known, command, []);
        LayerPlan.Create(facts, BaseDirectories.None);

        CachingBlobSource blobs = baseImage.Blobs is CachingBlobSource caching && caching.Cache.Directory == cache.Directory
            ? caching
            : new CachingBlobSource(cache, baseImage.Blobs);
        var scans = new LayerScanCache(ScanFolder(cache.Directory), ScanFolderOf(folder));
        var below = new BaseLayers(baseImage, blobs, scans, BaseIsLocal ? null : knowledge);
        bool reduced = !facts.SourceToImage.IsWanted && ReducedScan.IsEnoughFor([.. command.Entrypoint ?? [], .. command.Cmd ?? []], facts.Identity.AssemblyName);
        await below.PrepareAsync(whole: !reduced, cancellationToken).ConfigureAwait(false);
        FileTree baseFiles = await scans.ReadTreeAsync(baseImage with { Blobs = blobs }, baseImage.Manifest.Layers.Length, cancellationToken).ConfigureAwait(false);

        BuilderImage? builder = BuilderImagePlanner.Plan(facts, baseFiles, baseImage.Config.Config, command, Libraries);
        ImmutableArray<PlannedLayer> plan = [.. builder?.Libraries is { } libraries ? (PlannedLayer[])[libraries] : [], .. builder is null ? [] : (PlannedLayer[])[builder.Layer], .. LayerPlan.Create(facts, BaseDirectories.Of(baseFiles))];
        if (reduced && plan.Any(l => l.Entries.Any(e => !e.IsDirectory && baseFiles.Find("/" + e.Path) is not null)))
        {
            await below.PrepareAsync(whole: true, cancellationToken).ConfigureAwait(false);
        }

        (PlannedLayer Plan, WrittenLayer Layer)[] layers = await WriteLayersAsync(facts, plan, folder, cancellationToken).ConfigureAwait(false);
        foreach ((_, WrittenLayer layer) in layers)
        {
            if (layer.Elsewhere is { } scan)
            {
                scans.TryWriteForProject(scan);
            }
        }

        StartingCode? code = starting is null ? null : (await starting.ConfigureAwait(false))(baseImage.Config.Config);
        ImageConfig config = ConfigBuilder.Build(facts, known, builder?.Command ?? command, layers, code, builder);
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest
        {
            MediaType = format.Manifest,
            Config = new Descriptor(format.Config, Digest.Of(configBytes), configBytes.Length),
            Layers = [.. baseLayers, .. layers.Select(l => new Descriptor(format.Layer, l.Layer.Digest, l.Layer.Size))],
        };
        byte[] manifestBytes = ImageJson.Write(manifest);
        var descriptor = new Descriptor(manifest.MediaType, Digest.Of(manifestBytes), manifestBytes.Length);
        var image = new Image(descriptor, manifestBytes, manifest, configBytes, config, blobs);
        ImmutableHashSet<Digest> elsewhere = [.. below.Elsewhere, .. layers.Where(static l => l.Layer.Elsewhere is not null).Select(static l => l.Layer.Digest)];
        await OciLayout.WriteStageAsync(image, folder, elsewhere, cancellationToken).ConfigureAwait(false);
        cache.Trim();
        scans.Trim();
        scans.ForgetForProject(but: manifest.Layers);

        return new AssembledImage(
            image with { Blobs = OciLayout.BlobsOf(folder) },
            known,
            [.. layers.Select(l => new LayerSummary(l.Plan.Name, l.Plan.Entries.Length, l.Layer.UncompressedSize, l.Layer.Size, l.Layer.Cached, l.Layer.Digest) { Key = l.Layer.Key, Elsewhere = l.Layer.Elsewhere is not null })],
            [.. command.Warnings, .. below.Warnings]);
    }

    /// <summary>What a builder of source-to-image on a base would do with sources.</summary>
    /// <exception cref="OpenShiftException">What resolving and reading the base throw.</exception>
    /// <param name="facts">The project.</param>
    /// <param name="source">The base.</param>
    /// <param name="outputLayoutFolder">The layout folder of the image.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<BuilderKind> BuilderKindAsync(ProjectFacts facts, IImageSource source, string outputLayoutFolder, CancellationToken cancellationToken)
    {
        Image image = await source.ResolveAsync(RuntimePlatform.Of(facts.Application.RuntimeIdentifier), cancellationToken).ConfigureAwait(false);
        CachingBlobSource blobs = image.Blobs is CachingBlobSource caching && caching.Cache.Directory == cache.Directory ? caching : new CachingBlobSource(cache, image.Blobs);
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputLayoutFolder));
        var scans = new LayerScanCache(ScanFolder(cache.Directory), ScanFolderOf(folder));
        await new BaseLayers(image, blobs, scans, BaseIsLocal ? null : knowledge).PrepareAsync(whole: true, cancellationToken).ConfigureAwait(false);
        return BuilderImagePlanner.KindOn(await scans.ReadTreeAsync(image with { Blobs = blobs }, image.Manifest.Layers.Length, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<(PlannedLayer Plan, WrittenLayer Layer)[]> WriteLayersAsync(ProjectFacts facts, ImmutableArray<PlannedLayer> plan, string folder, CancellationToken cancellationToken)
    {
        FileHashCache hashes = FileHashCache.Load(folder + ".files");
        // What is run on this machine is made on it: of a layer that is only at the destination nobody here has seen the bytes.
        var writer = new LayerWriter(cache, hashes, facts.Image.SourceDateEpoch, facts.Prove.IsWanted() ? null : knowledge);
        Task<WrittenLayer>[] tasks = [.. plan.Select(l => writer.WriteAsync(l, cancellationToken).AsTask())];
        WrittenLayer[] written = await Task.WhenAll(tasks).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            hashes.Save();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The layout, written next, reports the same with its own path.
        }

        return [.. plan.Zip(written)];
    }
}
