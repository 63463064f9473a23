using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging;

/// <summary>Tells log files among what a run wrote.</summary>
internal static class RunLogFiles
{
    private static readonly string[] s_folders = ["log", "logs"];
    private static readonly string[] s_endings = [".txt", ".json", ".clef", ".ndjson", ".csv", ".out"];

    /// <summary>Whether a file that was written is a log: named like one, with content of this run. Databases number their write-ahead logs (<c>000003.log</c>); those are data.</summary>
    public static bool IsLog(WrittenFile file)
    {
        string name = ImagePath.Name(file.Path);
        bool named = (name.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || name.Contains(".log.", StringComparison.OrdinalIgnoreCase))
            && !name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal)).TrimStart("0123456789").IsEmpty;
        bool kept = s_folders.Contains(ImagePath.Name(ImagePath.Parent(file.Path)), StringComparer.OrdinalIgnoreCase) && s_endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return file.Change != FileChange.Deleted && file.Size > 0 && (named ? file.Grew || file.Change == FileChange.Created : kept && file.Grew);
    }
}
