using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.Publications;

/// <summary>Paths whose content comes only when a container runs: volumes, and folders that scripts write to.</summary>
internal static class FilledInTheRun
{
    private static readonly string[] s_folders = ["/tmp", "/var/tmp", "/run", "/var/run", "/dev", "/proc", "/mnt", "/vault"];

    /// <summary>Whether a path stands below one of them.</summary>
    /// <param name="publication">The publication, for its volumes.</param>
    /// <param name="path">A normalised path.</param>
    public static bool Has(Publication publication, string path)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return s_folders.Concat(publication.Config.Config.Volumes?.Keys.Select(ImagePath.Normalize) ?? []).Any(f => ImagePath.IsBelow(path, f));
    }
}
