namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0109_LibrariesAreThere;

/// <summary>Orders symbol versions: <c>GLIBC_2.4</c> before <c>GLIBC_2.34</c>.</summary>
internal sealed class SymbolVersions : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static SymbolVersions Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        (string name, Version version) = Parse(x ?? "");
        (string otherName, Version otherVersion) = Parse(y ?? "");
        return string.CompareOrdinal(name, otherName) is var byName and not 0 ? byName : version.CompareTo(otherVersion);
    }

    private static (string Name, Version Version) Parse(string text)
    {
        int at = text.LastIndexOf('_');
        return at > 0 && Version.TryParse(text.AsSpan(at + 1), out Version? version) ? (text[..at], version) : (text, new Version(0, 0));
    }
}
