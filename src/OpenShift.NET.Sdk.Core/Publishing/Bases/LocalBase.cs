using System.Globalization;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>A base image on disk (<c>OpenShiftBaseImageArchive</c>). A layout's identity is its index, an archive's its size and time.</summary>
internal sealed class LocalBase(string path, string? name) : IBase
{
    public IImageSource Source { get; } = LocalImageSource.Open(path, name);

    public ValueTask<string> IdentityAsync(CancellationToken cancellationToken)
    {
        string full = Path.Exists(path) ? path : path[..path.LastIndexOf('#')];
        var file = new FileInfo(Directory.Exists(full) ? Path.Combine(full, "index.json") : full);
        return ValueTask.FromResult(file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"local {path} {file.Length} {file.LastWriteTimeUtc.Ticks}")
            : $"local {path}");
    }

    public void Dispose()
    {
    }
}
