using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Knowledge;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing;

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
    public static async Task<CheckSubject> OpenAsync(ProjectFacts facts, StageFolder folder, IEnvironment environment, CancellationToken cancellationToken)
    {
        DeliverableImage subject = await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        using var layers = new LeftLayers(subject, environment, null);
        FileTree tree = await new LayerScanCache(ImageAssembler.ScanFolder(facts.Image.CacheDirectory), facts.Knowledge.BelievesOthers() ? ImageAssembler.ScanFolderOf(folder.Image) : null).ReadTreeAsync(subject.Image with { Blobs = layers }, subject.Record.BaseLayerCount, cancellationToken).ConfigureAwait(false);
        ManifestSet? written = await ManifestStage.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        CodeFacts code = CodeCache.Take(facts, subject.Image.Digest, cancellationToken);
        return new CheckSubject(subject, SettingsOfCode.ForRules(facts, code, subject.Image.Config.Config, written), tree, written, code);
    }

    /// <summary>As rules and plans take it, without what lies beside the project.</summary>
    public Publication ToPublication() => new()
    {
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
