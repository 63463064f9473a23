using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>Writes a Dockerfile with its build context, whole or not at all.</summary>
internal static class ImageExportWriter
{
    private const UnixFileMode PlainFile = (UnixFileMode)ExportedFiles.FileMode;
    private const UnixFileMode PlainProgram = (UnixFileMode)ExportedFiles.ProgramMode;

    /// <summary>Refuses a place where there is something already.</summary>
    /// <exception cref="OpenShiftException">OSC0016: there is; OSC0085: it cannot be looked at.</exception>
    public static void ThrowIfOccupied(string folder)
    {
        try
        {
            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                throw new OpenShiftException(ToolCodes.OutputFolderOccupied, $"There is something at '{folder}' already, and nothing in it was touched", "Name a folder that is empty or not there yet.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(folder, e);
        }
    }

    /// <summary>Writes them into a folder that is new or empty.</summary>
    /// <param name="export">What is written.</param>
    /// <param name="image">The image whose files they are.</param>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">OSC0016: there is something already; OSC0085: it cannot be written; OSC0046: a layer cannot be read; and what the image's blobs throw.</exception>
    public static async Task WriteAsync(ImageExport export, Image image, string folder, CancellationToken cancellationToken)
    {
        ThrowIfOccupied(folder);
        try
        {
            if (!Directory.Exists(folder))
            {
                await AtomicOutput.CreateFolderAsync(folder, temporary => FillAsync(export, image, temporary, cancellationToken)).ConfigureAwait(false);
                return;
            }

            // The folder itself stays: it may be the current one, or where a volume is mounted.
            string inside = Path.Combine(folder, "context");
            await AtomicOutput.CreateFolderAsync(inside, temporary => FillAsync(export, image, temporary, cancellationToken)).ConfigureAwait(false);
            foreach (string entry in Directory.EnumerateFileSystemEntries(inside).OrderBy(static e => Path.GetFileName(e) == "Dockerfile").ToArray())
            {
                Directory.Move(entry, Path.Combine(folder, Path.GetFileName(entry)));
            }

            Directory.Delete(inside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(folder, e);
        }
    }

    /// <summary>Writes them in the place of those that are there, and of all else that the folder holds.</summary>
    /// <param name="export">What is written.</param>
    /// <param name="image">The image whose files they are.</param>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="cancellationToken">Cancels; the folder is as it was then.</param>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be written; OSC0046: a layer cannot be read; and what the image's blobs throw.</exception>
    public static Task ReplaceAsync(ImageExport export, Image image, string folder, CancellationToken cancellationToken) =>
        AtomicOutput.ReplaceFolderAsync(folder, temporary => FillAsync(export, image, temporary, cancellationToken)).AsTask();

    private static async Task FillAsync(ImageExport export, Image image, string folder, CancellationToken cancellationToken)
    {
        ExportedFiles files = export.Files;
        try
        {
            if (files.HasArchive)
            {
                FileStream archive = File.Create(Path.Combine(folder, ImageExport.ArchiveName), 256 * 1024);
                await using (archive.ConfigureAwait(false))
                {
                    var tar = new TarBuilder(archive, 0);
                    var writer = new ContextWriter(folder, archive, tar);
                    writer.Begin(files);
                    await CopyAsync(files, image, writer, cancellationToken).ConfigureAwait(false);
                    tar.End();
                }
            }
            else
            {
                await CopyAsync(files, image, new ContextWriter(folder, Stream.Null, new TarBuilder(Stream.Null, 0)), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException e)
        {
            throw new OpenShiftException(ToolCodes.InvalidLayer, $"Of image {image.Digest} {e.Message}", "Fetch the image again, or build it anew; a copy in a cache or archive can be damaged.", innerException: e);
        }

        if (!OperatingSystem.IsWindows())
        {
            foreach (string below in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            {
                File.SetUnixFileMode(below, PlainProgram);
            }
        }

        // Last: without it nobody takes the folder for a whole one. It holds the environment's values, which nobody else on this machine needs.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = export.Secrets.IsEmpty ? PlainFile : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var dockerfile = new StreamWriter(Path.Combine(folder, "Dockerfile"), new UTF8Encoding(false), options);
        await using (dockerfile.ConfigureAwait(false))
        {
            await dockerfile.WriteAsync(export.Dockerfile().AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(ExportedFiles files, Image image, ContextWriter writer, CancellationToken cancellationToken)
    {
        (int, string, ContextTarget)[] wanted =
        [
            .. files.Copies.SelectMany(static c => c.Files.Select(f => (f.Layer, f.Entry, new ContextTarget(f.File, c.PathOf(f))))),
            .. files.Archived.Select(static f => (f.Layer, f.Entry, new ContextTarget(f.File, null))),
        ];
        await LayerFiles.VisitAsync(image, wanted, writer.WriteAsync, cancellationToken).ConfigureAwait(false);
        if (writer.Written.Count != wanted.Length)
        {
            throw new InvalidDataException("layers have changed since they were looked at");
        }
    }
}
