using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Access;

/// <summary>
/// What a process that OpenShift runs may do with a file: its user id is arbitrary and owns nothing, its group is 0
/// (OpenShift documentation, "Support arbitrary user ids"). Set-uid bits and file capabilities do not help it: restricted-v2 forbids gaining privileges.
/// </summary>
public static class ArbitraryUser
{
    /// <summary>What the process may do with the entry at <paramref name="path"/>, symbolic links followed, every folder above it included. A relative path is taken from the root.</summary>
    public static EffectiveAccess AccessTo(FileTree tree, string path)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var passed = new List<FileVersion>();
        if (tree.Walk(path, passed) is not { } target)
        {
            return EffectiveAccess.Missing;
        }

        bool unknown = target.File.HasAccessControlList;
        foreach (FileVersion folder in passed)
        {
            if (folder.File.HasAccessControlList)
            {
                unknown = true;
            }
            else if ((ClassBits(folder.File) & 1) == 0)
            {
                return new EffectiveAccess(true, false, false, false, BlockedBy: folder.Path);
            }
        }

        return AccessOf(target.File) with { Unknown = unknown };
    }

    /// <summary>What the mode of one entry alone grants the process; the folders above it are not looked at.</summary>
    public static EffectiveAccess AccessOf(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        int bits = ClassBits(file);
        return new EffectiveAccess(true, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0, file.HasAccessControlList);
    }

    /// <summary>What a mode grants the process, three bits: read 4, write 2, execute 1. Exactly one class decides: a file of group 0 with mode 0707 denies group 0, whatever others may do.</summary>
    internal static int ClassBits(int mode, long groupId) => (groupId == 0 ? mode >> 3 : mode) & 7;

    private static int ClassBits(LayerFile file) => ClassBits(file.Mode, file.GroupId);
}
