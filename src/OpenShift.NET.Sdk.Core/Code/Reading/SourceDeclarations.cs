namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Finds the lines of source files on which constants are declared.</summary>
internal sealed class SourceDeclarations
{
    private const long MostBytes = 1 << 20;

    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    /// <summary>The line, counted from 1, of <c>const string Name =</c>, <c>let Name =</c> or <c>Const Name As String =</c>; <see langword="null"/> when the file is not there or has none.</summary>
    public int? Of(string file, string name)
    {
        if (!_lines.TryGetValue(file, out string[]? lines))
        {
            lines = Path.IsPathRooted(file) && new FileInfo(file) is { Exists: true, Length: <= MostBytes } ? File.ReadAllLines(file) : [];
            _lines.Add(file, lines);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (Declares(lines[i], name))
            {
                return i + 1;
            }
        }

        return null;
    }

    private static bool Declares(string line, string name)
    {
        int at = line.IndexOf(name, StringComparison.Ordinal);
        if (at <= 0 || !char.IsWhiteSpace(line[at - 1]) || line.AsSpan().TrimStart().StartsWith("//", StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = line.AsSpan(at + name.Length).TrimStart();
        rest = rest.StartsWith("As String", StringComparison.OrdinalIgnoreCase) ? rest["As String".Length..].TrimStart() : rest;
        rest = rest.StartsWith(":", StringComparison.Ordinal) && rest.IndexOf('=') is > 0 and var equals ? rest[equals..] : rest;
        return (rest.StartsWith("=", StringComparison.Ordinal) && !rest.StartsWith("==", StringComparison.Ordinal)) || (rest.IsEmpty && line.Contains("const ", StringComparison.Ordinal));
    }
}
