using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Sarif;

/// <summary>The files a log speaks of, as URI references relative to the source root, so that no path of this machine gets into the log.</summary>
internal sealed class SarifArtifacts(string? sourceRoot)
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _uris = [];

    /// <summary>The references, by index.</summary>
    public IReadOnlyList<string> Uris => _uris;

    /// <summary>The indexes of files that results are in.</summary>
    public HashSet<int> ResultFiles { get; } = [];

    /// <summary>The index of a file; -1 when it cannot be named without naming this machine.</summary>
    public int IndexOf(string file)
    {
        if (SourcePath.Of(sourceRoot, file) is not { } path)
        {
            return -1;
        }

        string uri = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        if (!_indexes.TryGetValue(uri, out int index))
        {
            index = _uris.Count;
            _indexes.Add(uri, index);
            _uris.Add(uri);
        }

        return index;
    }
}
