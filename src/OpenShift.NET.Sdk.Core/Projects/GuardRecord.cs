using System.Text;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>
/// One thing that the guard compiled into an application looks for at start, as the image's variable <c>OPENSHIFT_GUARD</c> lists them: records are separated by <c>;</c>, their fields by <c>|</c>, which are written <c>%3B</c> and <c>%7C</c> inside of one.
/// </summary>
/// <param name="Kind">
/// <c>declared</c> (a setting of the project: without it the application ends with 78), <c>typed</c> (one it may do without, but not with a value of another form), <c>found</c> (of its code: told when the application ends by itself),
/// <c>secret</c> (warned of while the value of a shipped file is in use), <c>default</c> (warned of while the image's own value is in use), <c>file</c>, <c>folder</c>, <c>template</c>.
/// </param>
/// <param name="Name">Environment variable of the setting, or path.</param>
/// <param name="Form">Form of the value; of a template the file it becomes, of a <c>default</c> what tells its value from others.</param>
/// <param name="Description">What it is for; may be empty.</param>
internal sealed record GuardRecord(string Kind, string Name, string Form = "", string Description = "")
{
    /// <summary>The variable.</summary>
    public const string Variable = "OPENSHIFT_GUARD";

    /// <summary>A setting of the project without which the application ends.</summary>
    public const string Declared = "declared";

    /// <summary>A setting of the project that the application may do without, but not with a value of another form.</summary>
    public const string Typed = "typed";

    /// <summary>A setting that is warned of while a settings file of the image supplies it.</summary>
    public const string Secret = "secret";

    /// <summary>A setting that is warned of while the image's environment supplies it.</summary>
    public const string Default = "default";

    /// <summary>The records of a variable's value; without what is no record, such as the name of the workload.</summary>
    public static IEnumerable<GuardRecord> Read(string? list) =>
        (list ?? "").Split(';').Select(static r => r.Split('|')).Where(static f => f.Length == 4 && f[0] != "limits").Select(static f => new GuardRecord(f[0], Text(f[1]), Text(f[2]), Text(f[3])));

    /// <summary>What tells a value from others, for a list that may not hold it: FNV-1a of 64 bits over its UTF-16 code units, as the guard works it out too. The value itself stands beside it in the image.</summary>
    public static string Mark(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ulong hash = 14695981039346656037;
        foreach (char c in value)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('|', Kind, Field(Name), Field(Form), Field(Description));

    private static string Field(string text)
    {
        var field = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '%' => field.Append("%25"),
                '|' => field.Append("%7C"),
                ';' => field.Append("%3B"),
                _ when char.IsControl(c) => field.Append(' '),
                _ => field.Append(c),
            };
        }

        return field.ToString();
    }

    private static string Text(string field) => field.Replace("%7C", "|", StringComparison.Ordinal).Replace("%3B", ";", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
