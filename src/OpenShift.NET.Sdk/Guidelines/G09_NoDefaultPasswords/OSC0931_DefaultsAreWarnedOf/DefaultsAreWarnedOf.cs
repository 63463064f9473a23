using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0931_DefaultsAreWarnedOf;

/// <summary>OSC0931.</summary>
[Rule(
    "OSC0931",
    "An application that starts with a default password says so in its log",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Have no default; where there has to be one, log a warning at start-up that names the setting and says how to change it.")]
public sealed class DefaultsAreWarnedOf : RunRule
{
    private static readonly string[] s_warnings = ["warn", "default", "change", "replace", "insecure", "not secure", "unsafe"];

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        HashSet<string> set = SetByManifests(publication, run.ManifestContainer);
        bool any = false;
        foreach ((string name, Location where) in Defaults(publication))
        {
            if (set.Contains(Key(name)))
            {
                continue;
            }

            any = true;
            if (!run.Declared.Log.Any(l => Warns(l.Text, name)))
            {
                yield return Finding.Violation(where, "holds a default secret, and the application started with it without a line in its log that says so");
            }
        }

        if (!any)
        {
            yield return Finding.NotApplicable(ProvedRun.Container(), "started without a default password");
        }
    }

    private static IEnumerable<(string Name, Location Where)> Defaults(Publication publication)
    {
        var told = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && SecretValue.Judge(entry[..equals], entry[(equals + 1)..]) is not null && told.Add(Key(entry[..equals])))
            {
                yield return (entry[..equals], Location.OfEnvironment(publication, entry[..equals]));
            }
        }

        foreach ((FileVersion file, ConfigFile content) in PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, null)))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                if (!entry.Key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase) && SecretValue.Judge(entry.Key, entry.Value) is not null && told.Add(Key(entry.Key)))
                {
                    yield return (entry.Key, ShippedSettings.Where(publication, file, entry));
                }
            }
        }
    }

    // What the pod gives takes the default's place.
    private static HashSet<string> SetByManifests(Publication publication, WorkloadContainer? container)
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (container is null || publication.Workloads is not { } workloads)
        {
            return set;
        }

        set.UnionWith(container.Variables.Select(static v => Key(v.Name)));
        foreach (YamlMapping source in container.Root.ItemsAt("envFrom").OfType<YamlMapping>())
        {
            foreach ((string member, string kind) in ((string, string)[])[("configMapRef", "ConfigMap"), ("secretRef", "Secret")])
            {
                if (workloads.Find(container.Workload.Object, kind, source.TextAt(member, "name")) is ManifestObject map)
                {
                    set.UnionWith(map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries).Select(e => Key(source.TextAt("prefix") + e.Key)));
                }
            }
        }

        return set;
    }

    private static bool Warns(string line, string name) =>
        (line.Contains(name, StringComparison.OrdinalIgnoreCase)
            || line.Contains(name.Replace(":", "__", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            || line.Contains(Key(name), StringComparison.OrdinalIgnoreCase))
        && s_warnings.Any(w => line.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
