using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Dockerfiles.Export;
using OpenShift.NET.Sdk.Images.EmbeddedBase;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Exports;

/// <summary>Writes the Dockerfile and the build context that give the checked image. What an earlier publish wrote is replaced, unless somebody has changed it since.</summary>
/// <param name="environment">Environment variables and home folder, for registries that layers were left in.</param>
internal sealed class ExportStage(IEnvironment environment)
{
    /// <summary>Writes them.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="folder">The stage folder.</param>
    /// <param name="directory">Full path of the user's folder.</param>
    /// <param name="cancellationToken">Cancels; the folder is as it was then.</param>
    /// <exception cref="OpenShiftException">OSC0016: the folder holds something else; OSC0020: the stage folder is incomplete; OSC004n: the image is damaged; OSC0085: the folder cannot be written.</exception>
    public async Task<ExportResult> RunAsync(ProjectFacts facts, StageFolder folder, string directory, CancellationToken cancellationToken)
    {
        string? left = ContextState.Of(directory);
        ExportStamp? earlier = ExportStamp.TryRead(folder.DockerfileStamp);
        if (left is not null && (earlier?.Directory != directory || earlier.State != left))
        {
            throw new OpenShiftException(
                ToolCodes.OutputFolderOccupied,
                earlier?.Directory == directory ? $"What OpenShiftDockerfile wrote to '{directory}' was changed since, and is not written over" : $"There is something at '{directory}' already, and nothing in it was touched",
                "Delete or rename the folder, or name another one with OpenShiftDockerfileDirectory.",
                facts.PlaceOf("OpenShiftDockerfileDirectory"));
        }

        DeliverableImage subject = await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        using var layers = new LeftLayers(subject, environment, null);
        Image image = subject.Image with { Blobs = layers };
        FileTree tree = await CheckSubject.ReadFilesAsync(subject, environment, cancellationToken).ConfigureAwait(false);

        // An archive, and an image made of this machine's own runtime, are where no builder finds them.
        bool isPulled = facts.Image.BaseImageArchive is null && !subject.Record.BaseName.StartsWith(EmbeddedBaseImage.NamePrefix, StringComparison.Ordinal);
        var export = ImageExport.Of(image, tree, isPulled ? ExportBase.Of(subject.Record.Base) : null);
        string text = export.Dockerfile();
        var result = new ExportResult(Path.Combine(directory, "Dockerfile"), image.Digest, export.Gaps, export.Secrets, Reused: true);
        if (left is not null && earlier?.Text == ExportStamp.HashOf(text))
        {
            return result;
        }

        await (left is null
            ? ImageExportWriter.WriteAsync(export, image, directory, cancellationToken)
            : ImageExportWriter.ReplaceAsync(export, image, directory, cancellationToken)).ConfigureAwait(false);
        await new ExportStamp(directory, ExportStamp.HashOf(text), ContextState.Of(directory) ?? "").WriteAsync(folder.DockerfileStamp, cancellationToken).ConfigureAwait(false);
        return result with { Reused = false };
    }
}
