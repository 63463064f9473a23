using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>
/// Keeps publishes of one project apart, which share its <c>obj</c> and publish folder: what one describes, the other would deliver. The
/// operating system holds the lock for the process, so that a killed publish leaves none; the empty file that stays behind says nothing.
/// </summary>
internal sealed class PublishLock : IDisposable
{
    // EAGAIN of flock(2) on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    private const int LinuxBusy = 11;
    private const int MacBusy = 35;
    private const int WindowsShared = 32;
    private const int WindowsLocked = 33;

    private readonly FileStream _file;

    private PublishLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <returns><see langword="null"/> when another publish has it.</returns>
    /// <exception cref="OpenShiftException">OSC0085: the file cannot be made.</exception>
    public static PublishLock? TryTake(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new PublishLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
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
    public void Dispose() => _file.Dispose();

    private static bool IsBusy(int result) => OperatingSystem.IsWindows()
        ? (result & 0xFFFF) is WindowsShared or WindowsLocked
        : result == (OperatingSystem.IsMacOS() ? MacBusy : LinuxBusy);
}
