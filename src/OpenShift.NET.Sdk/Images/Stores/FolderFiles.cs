using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>The files of a layout folder.</summary>
internal sealed class FolderFiles(string path) : IFileSet
{
    public string Path { get; } = path;

    public long SizeOf(string name)
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, name));
        return file.Exists ? file.Length : -1;
    }

    public Stream? Open(string name)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidArchive, $"File '{name}' of the layout '{Path}' cannot be read ({e.GetType().Name})", "Make the folder readable.", innerException: e);
        }
    }
}
