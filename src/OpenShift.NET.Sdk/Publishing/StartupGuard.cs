using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// What the guard compiled into an application looks for at start: the value of the image's variable <c>OPENSHIFT_GUARD</c>. Records are separated by <c>;</c>, fields by <c>|</c>, which are written <c>%3B</c> and <c>%7C</c> inside of one.
/// A record is kind, name, form or target, description. Kinds: <c>declared</c> (a setting of the project: without it the application ends with 78), <c>typed</c> (one it may do without, but not with a value of another form), <c>found</c> (of its code: told when the application ends by itself),
/// <c>secret</c> (warned of while the shipped value is in use), <c>file</c>, <c>folder</c>, <c>template</c>, <c>limits</c> (the least memory in bytes and
/// processors in thousandths the application says it needs, and the memory limit of its manifests in bytes: a warning when the container has less or no memory limit); <c>workload|deployment/NAME</c> names what <c>oc set env</c> changes.
/// </summary>
internal static class StartupGuard
{
    /// <summary>The list; <see langword="null"/> when there is nothing to guard, or no guard.</summary>
    /// <param name="facts">What the project says.</param>
    /// <param name="code">The code.</param>
    /// <param name="settings">The settings the image starts with, by full key.</param>
    /// <param name="severalHosts">Whether the program builds more than one host: which of them has a setting, nobody can tell, so that none ends the application.</param>
    public static string? ListOf(ProjectFacts facts, CodeFacts code, IReadOnlyDictionary<string, string> settings, bool severalHosts)
    {
        if (!facts.Guard.IsCompiledIn)
        {
            return null;
        }

        var records = new List<string>();
        foreach (SettingFact setting in SettingsOfCode.Into(facts, code, settings).Manifests.Settings)
        {
            if (setting.Required || setting is { Generate: not null, IsDeclared: true })
            {
                records.Add(Record(setting is { IsDeclared: true, Required: true, SaysRequired: true } && !severalHosts ? "declared" : "found", setting.Name, setting.Type ?? "", setting.Description));
            }
            else if (setting is { IsDeclared: true, Type: not null } && !severalHosts)
            {
                records.Add(Record("typed", setting.Name, setting.Type, setting.Description));
            }

            if (setting.Kind == SettingKind.Secret && settings.GetValueOrDefault(setting.Name.Replace("__", ":", StringComparison.Ordinal)) is { Length: > 0 })
            {
                records.Add(Record("secret", setting.Name, "", setting.Description));
            }
        }

        records.AddRange(facts.Guard.Paths.Select(static p => Record(p.IsFile ? "file" : "folder", p.Path, "", p.Description)));
        records.AddRange(facts.Guard.Templates.Select(static t => Record("template", t.Path, t.Target, null)));
        string least = Units(facts.Metadata.MinMemory, 1);
        string leastCpu = Units(facts.Metadata.MinCpu, 1000);
        if (records.Count == 0 && least.Length == 0 && leastCpu.Length == 0)
        {
            return null;
        }

        records.Add(string.Join('|', "limits", least, leastCpu, Units(facts.Manifests.MemoryLimit, 1)));

        return facts.Manifests.Workload is WorkloadKind.Auto or WorkloadKind.Deployment && facts.Manifests.Name.Length > 0
            ? $"workload|deployment/{facts.Manifests.Name};{string.Join(';', records)}"
            : string.Join(';', records);
    }

    // Whole ones, rounded up; empty for what is not said.
    private static string Units(string? quantity, int perUnit) =>
        Quantity.TryParse(quantity, out Quantity parsed) && parsed.Value * perUnit is > 0 and <= long.MaxValue and var units ? ((long)Math.Ceiling(units)).ToString(CultureInfo.InvariantCulture) : "";

    private static string Record(string kind, string name, string form, string? description) => string.Join('|', kind, Field(name), Field(form), Field(description ?? ""));

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
}
