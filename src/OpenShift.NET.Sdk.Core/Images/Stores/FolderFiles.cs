using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>The files of a layout folder.</summary>
internal sealed class FolderFiles(string path) : IFileSet
{
    private const string Remedy = "Write the layout again, for example with 'skopeo copy docker://IMAGE oci:FOLDER'.";

    public string Path { get; } = path;

    public long SizeOf(string name)
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, name));
        return file.Exists ? file.Length : -1;
    }

    public string IdentityOf(string name) => name;

    public Stream? Open(string name)
    {
        try
        {
            return new FileStream(RegularFile.Open(System.IO.Path.Combine(Path, name), FileOptions.Asynchronous | FileOptions.SequentialScan), FileAccess.Read, 1, isAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Directory.Exists(System.IO.Path.Combine(Path, name))
                ? new OpenShiftException(ToolCodes.InvalidArchive, $"'{name}' of the layout '{Path}' is a folder where a file belongs", Remedy, innerException: e)
                : e is UnauthorizedAccessException
                    ? new OpenShiftException(ToolCodes.InvalidArchive, $"File '{name}' of the layout '{Path}' cannot be read: access is denied", "Make the folder readable.", innerException: e)
                    : new OpenShiftException(ToolCodes.InvalidArchive, $"File '{name}' of the layout '{Path}' cannot be read: {e.Message}", Remedy, innerException: e);
        }
    }
}
