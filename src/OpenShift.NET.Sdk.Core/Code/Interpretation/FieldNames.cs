namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Numbers for the names of fields, by which they are kept in a <see cref="Heap"/>.</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public string this[int number] => _names[number];

    public int Of(string name)
    {
        if (!_numbers.TryGetValue(name, out int number))
        {
            number = _names.Count;
            _numbers.Add(name, number);
            _names.Add(name);
        }

        return number;
    }

    /// <summary>The number of a name; <see langword="null"/> when no field has it.</summary>
    public int? Find(string name) => _numbers.TryGetValue(name, out int number) ? number : null;
}
