using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles;

/// <summary>Tells files that a layer writes again with the bytes they had already.</summary>
internal static class RewrittenFile
{
    /// <summary>The version of an application's layer that replaces this one and has its content; <see langword="null"/> when none does.</summary>
    public static FileVersion? By(FileTree files, FileVersion version)
    {
        if (version is not { HiddenInLayer: { } hider, File: { Kind: FileKind.File, ContentDigest: { } content } })
        {
            return null;
        }

        foreach (FileVersion other in files.VersionsIn(version.Path, hider))
        {
            if (other.Origin == Origin.App && other.File.ContentDigest == content && other.File.HardLinkTo is null && !ReferenceEquals(other, version))
            {
                return other;
            }
        }

        return null;
    }
}
