using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser;

/// <summary>Files that one step of a build gave the same permissions: they are told, and mended, together.</summary>
/// <param name="files">The files, ordered by path; at least one.</param>
internal sealed class FilesOfOneCause(IReadOnlyList<FileVersion> files)
{
    /// <summary>Whether it is more than one.</summary>
    public bool AreMany => files.Count > 1;

    /// <summary>What a command that mends them is given: the file, or the folder that all of them are in.</summary>
    public string Target => AreMany ? Folder : files[0].Path;

    private string Folder { get; } = CommonFolder(files);

    /// <summary>
    /// The place: the first file, and how many more there are. The scope of many is their folder (<c>file:/app/*</c>), so that a suppression of some of them does not silence the rest.
    /// </summary>
    public Location Where(FileTree tree)
    {
        Location first = Location.OfFile(tree, files[0]);
        return AreMany
            ? first with
            {
                Text = FormattableString.Invariant($"{first.Text} and {files.Count - 1} more below {Folder}"),
                Scope = "file:" + (Folder == ImagePath.Root ? "" : Folder) + "/*",
            }
            : first;
    }

    /// <summary>
    /// What files of one cause have in common at least, so that the folder they are mended by is not one of the operating system: the first part of the path,
    /// in folders that systems have (<c>/etc</c>, <c>/opt</c>) the second one too.
    /// </summary>
    public static string TopOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int first = path.IndexOf('/', 1);
        if (first < 0 || path[..first] is not ("/etc" or "/home" or "/lib" or "/media" or "/mnt" or "/opt" or "/root" or "/run" or "/srv" or "/usr" or "/var"))
        {
            return first < 0 ? path : path[..first];
        }

        int second = path.IndexOf('/', first + 1);
        return second < 0 ? path : path[..second];
    }

    private static string CommonFolder(IReadOnlyList<FileVersion> files)
    {
        string folder = files[0].File.Kind == FileKind.Directory ? files[0].Path : ImagePath.Parent(files[0].Path);
        foreach (FileVersion file in files)
        {
            while (folder != ImagePath.Root && file.Path != folder && !ImagePath.IsBelow(file.Path, folder))
            {
                folder = ImagePath.Parent(folder);
            }
        }

        return folder;
    }
}
