using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>What every scan of <see cref="LayerScanner"/> has, and one that somebody else wrote need not.</summary>
internal static class ScanShape
{
    private const int ModeBits = 0xFFF;
    private const ContentMarks AllMarks = ContentMarks.Elf | ContentMarks.Script | ContentMarks.PemPrivateKey | ContentMarks.Pkcs12 | ContentMarks.SharedLibrary;

    /// <summary>Whether the scan has it: normal paths in their order, known kinds, no sizes below nothing, nothing beyond a layer's limits.</summary>
    public static bool IsSound(LayerScan scan)
    {
        LayerScanLimits limits = LayerScanLimits.Default;
        if (scan.UncompressedSize < 0 || scan.UncompressedSize > limits.UncompressedSize || scan.Files.Length + (long)scan.Whiteouts.Length + scan.OpaqueDirectories.Length > limits.Entries)
        {
            return false;
        }

        string last = "";
        int same = 0;
        foreach (LayerFile file in scan.Files)
        {
            int order = string.CompareOrdinal(last, file.Path);
            same = order == 0 ? same + 1 : 1;
            if (order > 0 || same > limits.EntriesOfOnePath || !IsSound(file))
            {
                return false;
            }

            last = file.Path;
        }

        return scan.Whiteouts.All(IsNormal) && scan.OpaqueDirectories.All(IsNormal);
    }

    private static bool IsSound(LayerFile file) =>
        IsNormal(file.Path)
        && Enum.IsDefined(file.Kind)
        && (file.Mode & ~ModeBits) == 0
        && file.Size >= 0
        && (file.Marks & ~AllMarks) == 0
        && (file.HardLinkTo is null || IsNormal(file.HardLinkTo))
        && (file.Packages is not { } packages || (Enum.IsDefined(packages.Kind) && packages.Owners.Packages.All(p => p >= 0 && p < packages.Packages.Length)));

    private static bool IsNormal(string path) =>
        path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal) && ImagePath.TryNormalize(path, out string? normal, clampAtRoot: false) && normal == path;
}
