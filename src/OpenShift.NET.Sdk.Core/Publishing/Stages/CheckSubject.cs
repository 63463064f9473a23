using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>What Check judges and Prove runs, read once for both.</summary>
/// <param name="Deliverable">The image with what Assemble noted.</param>
/// <param name="Known">The facts, with what the code says of settings.</param>
/// <param name="Files">The image's files.</param>
/// <param name="Manifests">The manifests; <see langword="null"/> when there are none.</param>
/// <param name="Code">The code.</param>
internal sealed record CheckSubject(DeliverableImage Deliverable, ProjectFacts Known, FileTree Files, ManifestSet? Manifests, CodeFacts Code)
{
    /// <summary>The image.</summary>
    public Image Image => Deliverable.Image;

    /// <summary>Reads it.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0020: the stage folder is incomplete; OSC004n: the image is damaged.</exception>
    public static async Task<CheckSubject> OpenAsync(ProjectFacts facts, StageFolder folder, IEnvironment environment, CodeCache read, CancellationToken cancellationToken)
    {
        DeliverableImage subject = await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        FileTree tree = await ReadFilesAsync(subject, environment, cancellationToken).ConfigureAwait(false);
        ManifestSet? written = await ManifestStage.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        CodeFacts code = read.Take(facts, subject.Image.Digest, cancellationToken);
        return new CheckSubject(subject, SettingsOfCode.ForRules(facts, code, subject.Image.Config.Config, written), tree, written, code);
    }

    /// <summary>Reads the files of an image, of layers that were left elsewhere too.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC004n: the image is damaged; OSC008n: the registry that layers were left in.</exception>
    public static async Task<FileTree> ReadFilesAsync(DeliverableImage image, IEnvironment environment, CancellationToken cancellationToken)
    {
        using var layers = new LeftLayers(image, environment, null);
        var scans = new LayerScanCache(ImageAssembler.ScanFolder(image.Facts.Image.CacheDirectory), image.Facts.Knowledge.BelievesOthers() ? ImageAssembler.ScanFolderOf(image.Folder.Image) : null);
        return await scans.ReadTreeAsync(image.Image with { Blobs = layers }, image.Record.BaseLayerCount, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As rules and plans take it, without what lies beside the project.</summary>
    /// <param name="run">What happened when it ran; <see langword="null"/> when it was not run.</param>
    public Publication ToPublication(RunFacts? run = null) => new()
    {
        Run = run,
        Project = Known,
        Manifest = Image.Manifest,
        Config = Image.Config,
        Base = Deliverable.Record.Base,
        Digest = Image.Digest,
        Manifests = Manifests,
        Code = Code,
        Files = Files,
    };
}
