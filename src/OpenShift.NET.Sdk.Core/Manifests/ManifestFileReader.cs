using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests;

/// <summary>Reads manifest files from disk.</summary>
public static class ManifestFileReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="fullPath">Full path.</param>
    /// <param name="path">What findings call it, see <see cref="ManifestFile.Path"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OpenShiftException">OSC0050, OSC0051: its content; OSC0052: it cannot be read.</exception>
    public static async Task<ManifestFile> ReadAsync(string fullPath, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        byte[] content;
        try
        {
            YamlText.RequireSize(new FileInfo(fullPath).Length, fullPath);
            content = await File.ReadAllBytesAsync(fullPath, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(
                ToolCodes.ManifestUnreadable,
                $"'{fullPath}' cannot be read ({ReadFailure.ReasonOf(e)})",
                "Check that it is there and that you may read it.",
                new SourceLocation(fullPath),
                e);
        }

        return new ManifestFile(path, YamlReader.Read(content, fullPath)) { FullPath = fullPath };
    }
}
