using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Access;

/// <summary>
/// What a process that OpenShift runs may do with a file: its user id is arbitrary and owns nothing, its group is 0
/// (OpenShift documentation, "Support arbitrary user ids").
/// </summary>
public static class ArbitraryUser
{
    /// <summary>What the process may do with the entry at <paramref name="path"/>, symbolic links followed, every folder above it included.</summary>
    public static EffectiveAccess AccessTo(FileTree tree, string path)
    {
        // To be replaced by the access work.
        ArgumentNullException.ThrowIfNull(tree);
        return tree.Find(path) is { } file ? FromMode(file.File) : EffectiveAccess.Missing;
    }

    private static EffectiveAccess FromMode(LayerFile file)
    {
        int bits = file.GroupId == 0 ? (file.Mode >> 3) & 7 : file.Mode & 7;
        return new EffectiveAccess(true, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0, file.HasAccessControlList);
    }
}
