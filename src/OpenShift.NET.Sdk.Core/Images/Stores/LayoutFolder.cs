using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>A folder that becomes, or is, an OCI layout of ours. What else lies in it is neither changed nor deleted.</summary>
/// <param name="Path">Full path, without symbolic links.</param>
/// <param name="Exists">Whether the folder is there.</param>
/// <param name="Record">What this SDK has written into it; empty for a folder that is empty or not there.</param>
internal sealed record LayoutFolder(string Path, bool Exists, LayoutRecord Record)
{
    private const int HexLength = 64;

    private static readonly LayoutRecord Nothing = new([], []);
    private static readonly string[] Files = ["index.json", "oci-layout", LayoutRecord.FileName];

    private string Blobs => System.IO.Path.Combine(Path, "blobs", "sha256");

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isStage">Whether it lies in the stage folder, where a layout without a record was written by an earlier version of this SDK.</param>
    /// <exception cref="OpenShiftException">OSC0016: it holds what this SDK did not write; OSC0085: it cannot be read.</exception>
    public static LayoutFolder Open(string folder, bool isStage = false)
    {
        string path = System.IO.Path.TrimEndingDirectorySeparator(RealPath.Of(folder));
        try
        {
            string[] names = Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(static e => System.IO.Path.GetFileName(e)!).Where(static n => !IsTemporary(n)).Order(StringComparer.Ordinal)] : [];
            if (names.Length == 0)
            {
                TemporaryName.Clean(path, IsTemporary);
                return new LayoutFolder(path, Directory.Exists(path), Nothing);
            }

            if (LayoutRecord.TryRead(path) is not { } record)
            {
                return isStage && names.All(static n => n is "blobs" or "index.json" or "oci-layout" or LayoutRecord.FileName)
                    ? new LayoutFolder(path, true, Found(path))
                    : throw Refused(path, names.Contains("oci-layout") ? "is an OCI layout that OpenShift.NET.Sdk did not write" : $"holds {Some(names)}, which OpenShift.NET.Sdk did not write");
            }

            string index = System.IO.Path.Combine(path, "index.json");
            // A publish that was killed in an empty folder leaves a record and no index.
            if (!File.Exists(index) || record.Indexes.Contains(Digest.Of(File.ReadAllBytes(index)).Hex))
            {
                var layout = new LayoutFolder(path, true, record);
                TemporaryName.Clean(path, IsTemporary);
                TemporaryName.Clean(layout.Blobs, static n => n.Length > HexLength && Digest.TryParse("sha256:" + n[..HexLength], out _) && TemporaryName.IsOf(n, n[..HexLength]));
                return layout;
            }

            throw Refused(path, "is an OCI layout whose index.json another program has changed since OpenShift.NET.Sdk wrote it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(path, e);
        }
    }

    /// <summary>Puts another image in the place of the one that is there. Whoever reads meanwhile finds one of the two whole.</summary>
    /// <param name="index">The content of <c>index.json</c>.</param>
    /// <param name="blobs">Hexadecimal digests of the blobs it needs.</param>
    /// <param name="write">Writes a blob of that digest to a path.</param>
    /// <param name="cancellationToken">Cancels; the folder is then as it was.</param>
    public async ValueTask ReplaceAsync(byte[] index, IReadOnlyCollection<string> blobs, Func<string, string, Task> write, CancellationToken cancellationToken)
    {
        LayoutRecord next = LayoutRecord.Of(index, blobs);
        bool done = false;
        try
        {
            // Told first, so that a killed publish leaves nothing that nobody cleans up.
            await WriteAsync(LayoutRecord.FileName, Record.With(next).Write()).ConfigureAwait(false);
            Directory.CreateDirectory(Blobs);
            foreach (string blob in blobs)
            {
                string path = System.IO.Path.Combine(Blobs, blob);
                string temporary = TemporaryName.Of(path);
                try
                {
                    await write(blob, temporary).ConfigureAwait(false);
                    File.Move(temporary, path, overwrite: true);
                }
                finally
                {
                    Delete(temporary);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync("oci-layout", OciLayout.Marker.ToArray()).ConfigureAwait(false);
            await WriteAsync("index.json", index).ConfigureAwait(false);
            done = true;
            DeleteBlobs(Record.Blobs.Except(next.Blobs));
            await WriteAsync(LayoutRecord.FileName, next.Write()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(Path, e);
        }
        finally
        {
            if (!done)
            {
                await UndoAsync(next).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Deletes what the record names, and what folders of the layout are empty then.</summary>
    /// <exception cref="IOException">Something cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">Something cannot be deleted.</exception>
    public void Delete()
    {
        foreach (string name in (string[])["index.json", "oci-layout"])
        {
            Delete(System.IO.Path.Combine(Path, name));
        }

        DeleteBlobs(Record.Blobs);
        Delete(System.IO.Path.Combine(Path, LayoutRecord.FileName));
        foreach (string folder in (string[])[Blobs, System.IO.Path.GetDirectoryName(Blobs)!])
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    private async Task UndoAsync(LayoutRecord next)
    {
        try
        {
            if (Record.Indexes.IsEmpty && Record.Blobs.IsEmpty)
            {
                (this with { Record = next }).Delete();
                return;
            }

            DeleteBlobs(next.Blobs.Except(Record.Blobs));
            await WriteAsync(LayoutRecord.FileName, Record.Write()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OpenShiftException)
        {
            // The failure that led here is the one to tell; the record names what is left.
        }
    }

    private void DeleteBlobs(IEnumerable<string> blobs)
    {
        foreach (string blob in blobs)
        {
            Delete(System.IO.Path.Combine(Blobs, blob));
        }
    }

    private ValueTask WriteAsync(string name, byte[] content) =>
        AtomicOutput.WriteFileAsync(System.IO.Path.Combine(Path, name), output => output.WriteAsync(content, CancellationToken.None).AsTask());

    private static bool IsTemporary(string name) => Files.Any(f => TemporaryName.IsOf(name, f));

    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    // An earlier version left no record: every blob of the layout is one of that version's.
    private static LayoutRecord Found(string path)
    {
        string blobs = System.IO.Path.Combine(path, "blobs", "sha256");
        string index = System.IO.Path.Combine(path, "index.json");
        return new LayoutRecord(
            File.Exists(index) ? [Digest.Of(File.ReadAllBytes(index)).Hex] : [],
            Directory.Exists(blobs) ? [.. Directory.EnumerateFiles(blobs).Select(static f => System.IO.Path.GetFileName(f)).Where(static n => Digest.TryParse("sha256:" + n, out _))] : []);
    }

    private static OpenShiftException Refused(string path, string why) =>
        new(ToolCodes.OutputFolderOccupied, $"'{path}' {why}; nothing in it was touched", "Name a folder that is empty or not there yet, or delete this one yourself.");

    private static string Some(string[] names) =>
        names.Length <= 3 ? string.Join(", ", names) : FormattableString.Invariant($"{string.Join(", ", names.Take(2))} and {names.Length - 2} more");
}
