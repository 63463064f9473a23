using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Exports;

/// <summary>How a folder is, by names, sizes and times: enough to see whether somebody has worked in it.</summary>
internal static class ContextState
{
    /// <summary>The state; <see langword="null"/> when there is nothing, or an empty folder.</summary>
    /// <exception cref="OpenShiftException">OSC0085: it cannot be looked at.</exception>
    public static string? Of(string directory)
    {
        try
        {
            if (File.Exists(directory))
            {
                return "a file";
            }

            var root = new DirectoryInfo(directory);
            if (!root.Exists || !root.EnumerateFileSystemInfos().Any())
            {
                return null;
            }

            using var fingerprint = new Fingerprint();
            foreach (FileInfo file in root.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(static f => f.FullName, StringComparer.Ordinal))
            {
                fingerprint.Add(Path.GetRelativePath(directory, file.FullName));
                fingerprint.Add(file.Length);
                fingerprint.Add(file.LastWriteTimeUtc.Ticks);
            }

            return fingerprint.Finish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(directory, e);
        }
    }
}
