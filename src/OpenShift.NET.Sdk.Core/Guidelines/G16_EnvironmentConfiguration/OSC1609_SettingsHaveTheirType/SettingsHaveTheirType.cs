using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1609_SettingsHaveTheirType;

/// <summary>OSC1609.</summary>
[Rule(
    "OSC1609",
    "Settings have values of the type the code reads",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Use a value of that type.")]
public sealed class SettingsHaveTheirType : CodeRule
{
    private const int LongestShown = 40;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (code.SettingReads.IsEmpty)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "turns no setting into a value of a type");
            yield break;
        }

        var reported = new HashSet<(string Scope, string Type)>();
        ImmutableArray<WorkloadContainer> containers = PublishedContainers.Of(publication);
        IReadOnlyDictionary<string, string> ofImage = PublishedSettings.Of(publication);
        foreach (WorkloadContainer? container in containers.IsEmpty ? (IEnumerable<WorkloadContainer?>)[null] : containers)
        {
            IReadOnlyDictionary<string, string> settings = container is null ? ofImage : PublishedSettings.In(publication, publication.Workloads!, container);
            foreach (SettingRead read in code.SettingReads.Where(r => r.IsMade(settings)))
            {
                if (Effective(publication, container, read.Setting) is not { } set || read.Type.Accepts(set.Value) != false || !reported.Add((set.Where.Scope, read.Type.Name)))
                {
                    continue;
                }

                string place = Location.OfCode(publication, read.Place, read.In.ToString()).Text;
                yield return Finding.Violation(set.Where, $"is {Shown(read.Setting.Key, set.Value)}, which is no {read.Type.DisplayName}: the application stops where it reads {(read.Setting.FromEnvironment ? "the variable " : "")}{read.Setting.Key} ({place})") with
                {
                    Fix = $"Use {read.Type.Example}.",
                };
            }
        }
    }

    // The value that a container finds, and where it stands: variables of the manifests over those of the image over settings files.
    private static (string Value, Location Where)? Effective(Publication publication, WorkloadContainer? container, ConfigurationValue setting)
    {
        if (container is not null && publication.Workloads is { } workloads)
        {
            foreach ((string name, string value) in workloads.ReadableVariables(container))
            {
                if (Names(name, setting))
                {
                    return (value, OfVariable(publication, workloads, container, name, value));
                }
            }

            // A value that only the cluster knows.
            if (container.Variables.Any(v => Names(v.Name, setting)) || publication.Project?.Manifests.Settings.Any(s => s.Kind == SettingKind.Secret && Names(s.Name, setting)) == true)
            {
                return null;
            }
        }

        foreach (string entry in (publication.Config.Config.Env ?? []).Reverse())
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Names(entry[..equals], setting))
            {
                return (entry[(equals + 1)..], Location.OfEnvironment(publication, entry[..equals]));
            }
        }

        (string, Location)? found = null;
        if (!setting.FromEnvironment)
        {
            foreach ((FileVersion file, ConfigFile content) in PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, container)))
            {
                foreach (ConfigEntry entry in content.Entries.Where(e => e.Key.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)))
                {
                    found = entry.IsNull ? null : (entry.Value, ShippedSettings.Where(publication, file, entry));
                }
            }
        }

        return found;
    }

    private static Location OfVariable(Publication publication, WorkloadSet workloads, WorkloadContainer container, string name, string value)
    {
        if (publication.Project?.Manifests.Settings.FirstOrDefault(s => s.Name == name && s.Default == value) is { } own)
        {
            return new Location("Setting " + name, "setting:" + name, own.Place);
        }

        if (container.Variables.FirstOrDefault(v => v.Name == name && v.Value is not null) is { } variable)
        {
            return Location.OfContainer(container, variable.Mark, "variable " + name, "env/" + name);
        }

        foreach (ManifestObject map in workloads.With(container.Workload, "ConfigMap"))
        {
            foreach (YamlEntry entry in map.Root.MappingAt("data").Entries)
            {
                if ((entry.Value as YamlScalar)?.Text == value && (name == entry.Key || name.EndsWith(entry.Key, StringComparison.Ordinal) || container.Variables.Any(v => v.Name == name && v.Root.TextAt("valueFrom", "configMapKeyRef", "key") == entry.Key)))
                {
                    return Location.OfManifest(map, entry.Value.Mark, "key " + entry.Key, "data/" + entry.Key);
                }
            }
        }

        return Location.OfContainer(container, default, "variable " + name, "env/" + name);
    }

    private static bool Names(string variable, ConfigurationValue setting) =>
        setting.FromEnvironment ? variable == setting.Key : variable.Replace("__", ":", StringComparison.Ordinal).Equals(setting.Key, StringComparison.OrdinalIgnoreCase);

    private static string Shown(string key, string value) =>
        value.Length == 0 ? "empty"
        : SecretValue.Judge(key, value) is not null || SecretName.IsSecret(key) || value.Length > LongestShown || value.Any(char.IsControl) ? "a text"
        : $"'{value}'";
}
