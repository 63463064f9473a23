using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// Keeps publishes of one project apart, which share its <c>obj</c> and publish folder: what one describes, the other would deliver. The
/// operating system holds the lock for the process, so that a killed publish leaves none; the files that stay behind say nothing.
/// </summary>
internal sealed class PublishLock : IDisposable
{
    // EAGAIN of flock(2) on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    private const int LinuxBusy = 11;
    private const int MacBusy = 35;
    private const int WindowsShared = 32;
    private const int WindowsLocked = 33;

    private readonly FileStream _file;
    private readonly bool _isTold;

    private PublishLock(FileStream file, bool isTold)
    {
        _file = file;
        _isTold = isTold;
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="path">Full path of the file that is locked.</param>
    /// <param name="holder">Who takes it, for those who wait (<see cref="PublishHolder"/>); <see langword="null"/> where nobody asks.</param>
    /// <returns><see langword="null"/> when another publish has it.</returns>
    /// <exception cref="OpenShiftException">OSC0085: the file cannot be made.</exception>
    public static PublishLock? TryTake(string path, string? holder = null)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var taken = new PublishLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1), holder is not null);
            if (holder is not null)
            {
                PublishHolder.Write(path, holder);
            }

            return taken;
        }
        catch (IOException e) when (IsBusy(e.HResult))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(path, e);
        }
    }

    /// <summary>Shows those who wait that its holder works (<see cref="PublishPatience"/>).</summary>
    public void Touch()
    {
        try
        {
            File.SetLastWriteTimeUtc(_file.SafeFileHandle, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // A file system without times, or given back meanwhile: who waits has less patience.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        if (_isTold)
        {
            PublishHolder.Forget(_file.Name);
        }

        _file.Dispose();
    }

    private static bool IsBusy(int result) => OperatingSystem.IsWindows()
        ? (result & 0xFFFF) is WindowsShared or WindowsLocked
        : result == (OperatingSystem.IsMacOS() ? MacBusy : LinuxBusy);
}
