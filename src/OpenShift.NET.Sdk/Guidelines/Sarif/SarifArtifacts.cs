namespace OpenShift.NET.Sdk.Guidelines.Sarif;

/// <summary>The files a log speaks of, as URI references relative to the source root, so that no path of this machine gets into the log.</summary>
internal sealed class SarifArtifacts(string? sourceRoot)
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _uris = [];

    /// <summary>The references, by index.</summary>
    public IReadOnlyList<string> Uris => _uris;

    /// <summary>The index of a file; -1 when it cannot be named without naming this machine.</summary>
    public int IndexOf(string file)
    {
        if (RelativeUri(file) is not { } uri)
        {
            return -1;
        }

        if (!_indexes.TryGetValue(uri, out int index))
        {
            index = _uris.Count;
            _indexes.Add(uri, index);
            _uris.Add(uri);
        }

        return index;
    }

    private string? RelativeUri(string file)
    {
        if (string.IsNullOrEmpty(sourceRoot) || !Path.IsPathFullyQualified(file))
        {
            return null;
        }

        // Another drive gives a full path back.
        string relative = Path.GetRelativePath(sourceRoot, file);
        return Path.IsPathRooted(relative)
            ? null
            : string.Join('/', relative.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString));
    }
}
