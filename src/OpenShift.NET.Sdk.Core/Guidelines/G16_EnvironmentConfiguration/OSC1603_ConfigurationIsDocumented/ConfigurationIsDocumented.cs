using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1603_ConfigurationIsDocumented;

/// <summary>OSC1603.</summary>
[Rule(
    "OSC1603",
    "Every setting the code reads is named in the project",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Add an OpenShiftSetting item.")]
public sealed class ConfigurationIsDocumented : CodeRule
{
    /// <inheritdoc/>
    protected override bool NeedsProject => true;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (publication.Project is not { } project)
        {
            yield break;
        }

        CodeSetting[] read = [.. publication.CodeSettings.Where(static s => s is { IsNamed: true, IsExcluded: false } && !PlatformSettings.IsDocumented(s.Key))];
        if (read.Length == 0)
        {
            yield break;
        }

        HashSet<string> documented = Documented(publication, project);
        foreach (CodeSetting setting in read.Where(s => !documented.Contains(KeyOf(s.Variable))))
        {
            string name = setting.FromEnvironment ? setting.Variable : setting.Key;
            yield return Finding.Violation(new Location($"Setting {name}", "setting:" + setting.Variable, setting.Place), $"is read in {setting.In}, and neither the project nor appsettings.json names it") with
            {
                Fix = $"Add <OpenShiftSetting Include=\"{setting.Variable}\"{Otherwise(code, setting)} Description=\"…\" />.",
            };
        }
    }

    // What the code takes when nothing is set, as a text that it can convert to the type it reads.
    private static string Otherwise(CodeFacts code, CodeSetting setting)
    {
        if (setting.IsRequired)
        {
            return " Required=\"true\"";
        }

        string? text = setting.Default is not null ? setting.ShownDefault : code.SettingReads.FirstOrDefault(r => r.Reachable && r.Setting.FromEnvironment == setting.FromEnvironment && r.Setting.Key.Equals(setting.Key, StringComparison.OrdinalIgnoreCase))?.Type.ZeroText;
        return text is null ? "" : $" Default=\"{System.Security.SecurityElement.Escape(text)}\"";
    }

    private static string KeyOf(string variable) => variable.Replace("__", ":", StringComparison.Ordinal);

    private static HashSet<string> Documented(Publication publication, ProjectFacts project)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in project.Manifests.Settings.Select(static s => s.Name).Concat(project.Image.Environment.Select(static e => e.Name)).Concat((publication.Config.Config.Env ?? []).Select(static e => e.Split('=')[0])))
        {
            string key = KeyOf(name);
            names.Add(key);
            names.Add(key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || key.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) ? key[(key.IndexOf('_', StringComparison.Ordinal) + 1)..] : key);
        }

        foreach ((_, ConfigFile content) in ShippedSettings.Visible(publication))
        {
            names.UnionWith(content.Entries.Select(static e => e.Key));
        }

        foreach (Manifests.Workloads.WorkloadContainer container in PublishedContainers.Of(publication))
        {
            names.UnionWith(container.Variables.Select(static v => KeyOf(v.Name)));
        }

        foreach (Manifests.ManifestObject map in publication.Workloads?.OfKind("ConfigMap", "Secret") ?? [])
        {
            names.UnionWith(map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries).Select(static e => KeyOf(e.Key)));
        }

        return names;
    }
}
