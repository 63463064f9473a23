using System.Globalization;
using Microsoft.Win32.SafeHandles;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>
/// Files that are there whole or not at all: written beside their place under another name, then renamed. Only regular files are replaced.
/// A symbolic link stays, what it points to is replaced; a device, a FIFO or an open file of this process (<c>/dev/stdout</c>) is written into.
/// </summary>
internal static class AtomicOutput
{
    private static readonly TimeSpan ReaderTime = TimeSpan.FromSeconds(30);

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content, front to back.</param>
    /// <param name="mode">Its permissions; <see langword="null"/> for those of the file it replaces, else the usual ones.</param>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be written.</exception>
    public static async ValueTask WriteFileAsync(string path, Func<Stream, Task> write, UnixFileMode? mode = null)
    {
        OutputPlace place = OutputPlace.Of(path);
        if (!place.IsFile)
        {
            await WriteIntoAsync(place, write).ConfigureAwait(false);
            return;
        }

        string full = place.Path;
        if (Directory.Exists(full))
        {
            throw new OpenShiftException(ToolCodes.OutputNotWritable, $"'{full}' is a folder, and a file is to be written there", "Name a file in it, or another path.");
        }

        string temporary = TemporaryName.Of(full);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            CleanBeside(full);
            FileStream file = Create(temporary, mode ?? ModeOf(full));
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e)
        {
            Try(temporary, File.Delete);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw NotWritable(full, e);
            }

            throw;
        }
    }

    /// <summary>Fills a folder that is not there yet.</summary>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be written, or is there.</exception>
    public static ValueTask CreateFolderAsync(string path, Func<string, Task> write) => WriteFolderAsync(path, write, Directory.Move);

    /// <summary>Fills a folder and puts it in the place of the one that is there, which goes with all it holds. When that fails, the old one is back in its place.</summary>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be written, or is not there.</exception>
    public static ValueTask ReplaceFolderAsync(string path, Func<string, Task> write) => WriteFolderAsync(path, write, Replace);

    internal static OpenShiftException NotWritable(string path, Exception cause) => WriteFailure.Of(ToolCodes.OutputNotWritable, path, $"'{path}'", "choose another path", cause);

    private static async ValueTask WriteFolderAsync(string path, Func<string, Task> write, Action<string, string> put)
    {
        string full = Path.TrimEndingDirectorySeparator(RealPath.Of(path));
        string temporary = TemporaryName.Of(full);
        CleanBeside(full);
        try
        {
            Directory.CreateDirectory(temporary);
            await write(temporary).ConfigureAwait(false);
            put(temporary, full);
        }
        catch (Exception e)
        {
            // The name was made up here: what it holds was written here.
            Try(temporary, static p => Directory.Delete(p, recursive: true));
            if (e is IOException or UnauthorizedAccessException)
            {
                throw NotWritable(full, e);
            }

            throw;
        }
    }

    // Whoever is killed in between leaves two names that are cleaned up when the folder is written again.
    private static void Replace(string written, string full)
    {
        string old = TemporaryName.Of(full);
        Directory.Move(full, old);
        try
        {
            Directory.Move(written, full);
        }
        catch
        {
            Try(old, o => Directory.Move(o, full));
            throw;
        }

        // What cannot be deleted now is then.
        Try(old, static o => Directory.Delete(o, recursive: true));
    }

    private static async Task WriteIntoAsync(OutputPlace place, Func<Stream, Task> write)
    {
        try
        {
            Stream stream = place.Descriptor is { } descriptor
                ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, 1)
                : await OpenAsync(place.Path).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(place.Path, e);
        }
    }

    // A FIFO opens when somebody reads from it. Opening cannot be cancelled: a thread that waits for a reader that never comes is left behind.
    private static async Task<Stream> OpenAsync(string path)
    {
        var opening = Task.Run(() => new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 256 * 1024 }));
        try
        {
            return await opening.WaitAsync(ReaderTime).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _ = opening.ContinueWith(static t => t.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw new OpenShiftException(
                ToolCodes.OutputNotWritable,
                string.Create(CultureInfo.InvariantCulture, $"'{path}' is a FIFO that nobody has read from for {ReaderTime.TotalSeconds:0} s"),
                "Start its reader first, or choose another path.");
        }
    }

    private static void CleanBeside(string full) => TemporaryName.Clean(Path.GetDirectoryName(full)!, name => TemporaryName.IsOf(name, Path.GetFileName(full)));

    private static FileStream Create(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 256 * 1024, Options = FileOptions.Asynchronous };
        if (mode is null || OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        // Restricted from the first byte on; what the mask of the process took away is given back.
        options.UnixCreateMode = mode;
        var file = new FileStream(path, options);
        File.SetUnixFileMode(file.SafeFileHandle, mode.Value);
        return file;
    }

    private static UnixFileMode? ModeOf(string path) => !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;

    private static void Try(string path, Action<string> action)
    {
        try
        {
            action(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A failure that led here is the one to tell.
        }
    }
}
