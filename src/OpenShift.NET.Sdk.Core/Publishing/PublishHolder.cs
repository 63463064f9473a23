using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// Who holds the lock of a publish, for those who wait. It stands in a file beside the locked one, which nobody else can read. Written by whoever has
/// the lock and read by whoever does not get it, so that what a killed publish leaves is replaced before anybody reads it.
/// </summary>
public static class PublishHolder
{
    private const int Longest = 200;

    /// <summary>What is said of a process of this machine.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="since">When it took the lock.</param>
    public static string Of(int process, DateTime since) =>
        string.Create(CultureInfo.InvariantCulture, $"process {process} on {Environment.MachineName}, since {since.ToUniversalTime():HH:mm:ss} UTC");

    /// <summary>Who holds it; <see langword="null"/> when that is not known.</summary>
    /// <param name="lockFile">Full path of the file that is locked.</param>
    public static string? Read(string lockFile)
    {
        ArgumentNullException.ThrowIfNull(lockFile);
        try
        {
            using var reader = new StreamReader(PathOf(lockFile), Encoding.UTF8);
            char[] text = new char[Longest];
            return new string(text, 0, reader.ReadBlock(text)).Trim() is { Length: > 0 } holder ? holder : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Says who holds it. Where it cannot be written nobody is told.</summary>
    internal static void Write(string lockFile, string holder)
    {
        try
        {
            File.WriteAllText(PathOf(lockFile), holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The lock counts, not its name.
        }
    }

    /// <summary>Says no more.</summary>
    internal static void Forget(string lockFile)
    {
        try
        {
            File.Delete(PathOf(lockFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one writes over it.
        }
    }

    private static string PathOf(string lockFile) => lockFile + ".holder";
}
