using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// Makes the places that something is mounted on where the image has none, in a folder of their own above the image's: the root may be read-only, and what the application
/// writes is to be told from them. Folders on the way have the modes the image gives them.
/// </summary>
/// <param name="folder">The folder, which exists.</param>
/// <param name="image">The image.</param>
/// <param name="owner">The user all is given to; <see langword="null"/> when that is who runs this.</param>
/// <param name="makeInside">Has a folder made from inside of the container, at this point of its making: in what other containers have written, a link can lead anywhere on this machine.</param>
internal sealed class MountPoints(string folder, LowerFolders image, uint? owner, Action<string> makeInside)
{
    // What runtimes make is root's, of mode 0755.
    private static readonly int ImpliedMode = UnpackedMode.Of(0b111_101_101, 0, isDirectory: true);

    private readonly List<(string Path, string Source, bool IsShared)> _volumes = [];
    private readonly List<(string Place, int Mode)> _made = [];

    /// <summary>Gives all that was made its mode: nothing can be made any more.</summary>
    public void Finish()
    {
        foreach ((string place, int mode) in Enumerable.Reverse(_made))
        {
            UnixFile.SetMode(place, mode);
        }
    }

    /// <summary>Makes sure of a folder.</summary>
    /// <returns>Its path with the image's links followed.</returns>
    public string Folder(string path)
    {
        string real = image.Resolve(path);
        if (VolumeOf(real) is { } volume)
        {
            if (volume.IsShared)
            {
                makeInside(real);
                return real;
            }

            Make(volume.Source, real[volume.Path.Length..], null);
        }
        else if (image.Find(real) is not { Status.Type: UnixFileType.Directory })
        {
            Make(folder, real, image);
        }

        return real;
    }

    /// <summary>Makes sure of a file.</summary>
    /// <returns>Its path with the image's links followed.</returns>
    public string File(string path)
    {
        string real = image.Resolve(path);
        if (VolumeOf(real) is { } volume)
        {
            if (volume.IsShared)
            {
                // bubblewrap makes the file itself; folders above it would be for their owner alone.
                makeInside(ImagePath.Parent(real));
                return real;
            }

            string inside = real[volume.Path.Length..];
            Make(volume.Source, ImagePath.Parent(inside), null);
            MakeFile(volume.Source + inside);
        }
        else if (image.Find(real) is not { Status.Type: UnixFileType.File })
        {
            Make(folder, ImagePath.Parent(real), image);
            MakeFile(folder + real);
        }

        return real;
    }

    /// <summary>Makes sure of a folder that a volume is mounted on.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="source">What is mounted: what lies below it later is looked for there.</param>
    /// <param name="isShared">Whether other containers may have written there.</param>
    /// <returns>Its path with the image's links followed.</returns>
    public string Volume(string path, string source, bool isShared)
    {
        string real = Folder(path);
        _volumes.Add((real, source, isShared));
        return real;
    }

    private (string Path, string Source, bool IsShared)? VolumeOf(string path) =>
        _volumes.Where(v => ImagePath.IsBelow(path, v.Path)).OrderByDescending(static v => v.Path.Length).Cast<(string, string, bool)?>().FirstOrDefault();

    private void Make(string root, string path, LowerFolders? image)
    {
        for (int end = 0; end < path.Length && path != ImagePath.Root;)
        {
            int slash = path.IndexOf('/', end + 1);
            end = slash < 0 ? path.Length : slash;
            string place = root + path[..end];
            if (UnixFile.TryMakeFolder(place, 0b111_101_101))
            {
                Give(place);
                _made.Add((place, image?.Find(path[..end]) is { Status: { Type: UnixFileType.Directory, Mode: var own } } ? own : ImpliedMode));
            }
        }
    }

    private void MakeFile(string place)
    {
        if (UnixFile.StatusOf(place) is null)
        {
            UnixFile.Create(place).Dispose();
            Give(place);
        }
    }

    private void Give(string place)
    {
        if (owner is { } user)
        {
            UnixFile.ChangeOwner(place, user);
        }
    }
}
