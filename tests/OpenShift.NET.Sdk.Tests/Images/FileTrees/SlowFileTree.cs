using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

/// <summary>The reference the file tree is compared with: one sorted dictionary, every question answered by looking at all of it.</summary>
internal sealed class SlowFileTree
{
    private readonly SortedDictionary<string, (LayerFile File, int Layer)> _files = new(StringComparer.Ordinal);
    private readonly List<(LayerFile File, int Layer)> _ended = [];
    private int _now;

    public SlowFileTree() => _files["/"] = (Implied("/"), 0);

    public void Apply(LayerScan layer, int index)
    {
        _now = index;
        foreach (string path in _files.Keys.Where(p => layer.Whiteouts.Any(w => p == w || p.StartsWith(w + "/", StringComparison.Ordinal))
            || layer.OpaqueDirectories.Any(o => p.StartsWith(o + "/", StringComparison.Ordinal))).ToList())
        {
            Remove(path);
        }

        foreach (LayerFile file in layer.Files)
        {
            for (int i = 1; i < file.Path.Length; i++)
            {
                if (file.Path[i] == '/' && !(_files.TryGetValue(file.Path[..i], out var above) && above.File.Kind == FileKind.Directory))
                {
                    Remove(file.Path[..i]);
                    _files[file.Path[..i]] = (Implied(file.Path[..i]), index);
                }
            }

            Remove(file.Path);
            if (file.Kind != FileKind.Directory)
            {
                foreach (string path in _files.Keys.Where(p => p.StartsWith(file.Path + "/", StringComparison.Ordinal)).ToList())
                {
                    Remove(path);
                }
            }

            _files[file.Path] = (file, index);
        }
    }

    /// <summary>The layer that removed or replaced this very entry.</summary>
    public int? EndOf(LayerFile file)
    {
        foreach ((LayerFile ended, int layer) in _ended)
        {
            if (ReferenceEquals(ended, file))
            {
                return layer;
            }
        }

        return null;
    }

    public override string ToString() => string.Join('\n', _files.Select(f => $"{f.Key} {f.Value.File.Kind} {f.Value.Layer} {f.Value.File.IsImplied}"));

    private static LayerFile Implied(string path) => new() { Path = path, Kind = FileKind.Directory, IsImplied = true };

    private void Remove(string path)
    {
        if (_files.Remove(path, out var removed))
        {
            _ended.Add((removed.File, _now));
        }
    }
}
