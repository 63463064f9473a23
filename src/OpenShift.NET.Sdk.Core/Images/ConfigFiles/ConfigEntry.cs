namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>One setting of a configuration file.</summary>
/// <param name="Key">Its name, parents in front, separated by <c>:</c> as .NET's configuration does: <c>ConnectionStrings:Default</c>.</param>
/// <param name="Value">Its value. It may be a secret.</param>
/// <param name="Line">The line it stands in, the first one 1.</param>
internal sealed record ConfigEntry(string Key, string Value, int Line)
{
    /// <summary>The column its name stands in where that is on the same line, else its value's; the first one 1, 0 when it is not known.</summary>
    public int Column { get; init; }

    /// <summary>Whether it is JSON's <c>null</c>, with an empty <see cref="Value"/>. Since .NET 10 it takes back what earlier files say: the setting is there for nobody.</summary>
    public bool IsNull { get; init; }

    // One name a page long above thousands of settings would otherwise be copied for each.
    private const int MaximumName = 256;

    /// <summary>A key below a parent.</summary>
    public static string KeyOf(string parent, string name)
    {
        name = name.Length > MaximumName ? name[..MaximumName] : name;
        return parent.Length == 0 ? name : parent + ":" + name;
    }
}
