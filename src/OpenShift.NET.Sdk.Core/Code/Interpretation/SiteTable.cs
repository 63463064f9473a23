using System.Diagnostics.CodeAnalysis;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What belongs to the instructions of one activation. Most have a handful, so that looking through them costs less than a dictionary.</summary>
internal struct SiteTable<T>
    where T : class
{
    private const int MostSearched = 12;

    private int[]? _sites;
    private T[]? _values;
    private Dictionary<int, T>? _many;
    private int _count;

    public readonly bool TryGet(int site, [NotNullWhen(true)] out T? value)
    {
        if (_many is not null)
        {
            return _many.TryGetValue(site, out value);
        }

        for (int i = 0; i < _count; i++)
        {
            if (_sites![i] == site)
            {
                value = _values![i];
                return true;
            }
        }

        value = null;
        return false;
    }

    public void Add(int site, T value)
    {
        if (_many is not null)
        {
            _many.Add(site, value);
            return;
        }

        if (_count == MostSearched)
        {
            _many = new Dictionary<int, T>(2 * MostSearched);
            for (int i = 0; i < _count; i++)
            {
                _many.Add(_sites![i], _values![i]);
            }

            _many.Add(site, value);
            (_sites, _values) = (null, null);
            return;
        }

        if (_sites is null || _count == _sites.Length)
        {
            Array.Resize(ref _sites, _count == 0 ? 2 : Math.Min(2 * _count, MostSearched));
            Array.Resize(ref _values, _sites.Length);
        }

        _sites[_count] = site;
        _values![_count++] = value;
    }
}
