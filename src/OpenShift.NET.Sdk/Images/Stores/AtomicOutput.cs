using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Files and folders that are there whole or not at all: written beside their place under another name, then renamed.</summary>
internal static class AtomicOutput
{
    /// <summary>Writes a file.</summary>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be written.</exception>
    public static async ValueTask WriteFileAsync(string path, Func<Stream, Task> write)
    {
        string full = Path.GetFullPath(path);
        string temporary = full + ".tmp-" + Guid.NewGuid().ToString("N");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 256 * 1024, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e)
        {
            Delete(temporary, File.Delete);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw NotWritable(full, e);
            }

            throw;
        }
    }

    /// <summary>Fills a folder and puts it in the place of the one that may be there.</summary>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be written.</exception>
    public static async ValueTask WriteFolderAsync(string path, Func<string, Task> write)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string temporary = full + ".tmp-" + Guid.NewGuid().ToString("N");
        string old = full + ".old-" + Guid.NewGuid().ToString("N");
        try
        {
            Directory.CreateDirectory(temporary);
            await write(temporary).ConfigureAwait(false);
            bool replaces = Directory.Exists(full);
            if (replaces)
            {
                Directory.Move(full, old);
            }

            Directory.Move(temporary, full);
            if (replaces)
            {
                Delete(old, static p => Directory.Delete(p, recursive: true));
            }
        }
        catch (Exception e)
        {
            Delete(temporary, static p => Directory.Delete(p, recursive: true));
            if (Directory.Exists(old) && !Directory.Exists(full))
            {
                Directory.Move(old, full);
            }

            if (e is IOException or UnauthorizedAccessException)
            {
                throw NotWritable(full, e);
            }

            throw;
        }
    }

    private static OpenShiftException NotWritable(string path, Exception cause) =>
        new(ToolCodes.OutputNotWritable, $"'{path}' cannot be written ({cause.GetType().Name})", "Make its folder writable, free space on its disk, or choose another path.", innerException: cause);

    private static void Delete(string path, Action<string> delete)
    {
        try
        {
            delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to tell.
        }
    }
}
