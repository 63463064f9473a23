using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The settings the application starts with in a pod that the manifests describe.</summary>
internal static class DeployedSettings
{
    /// <summary>
    /// <c>appsettings.json</c>, that of the pod's environment (<c>appsettings.Production.json</c>) over it, the image's environment over both, and over all what the manifests set;
    /// by full key (compared without case), variables also as <c>$NAME</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(ProjectFacts facts, ExecutionConfig config)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        PublishedSettings.SetVariables(variables, config);
        foreach (SettingFact setting in facts.Manifests.Settings)
        {
            if (setting is { Kind: not SettingKind.Secret, Default: { } value })
            {
                PublishedSettings.Set(variables, setting.Name, value);
            }
        }

        return OverFiles(facts, variables);
    }

    /// <summary>The same with the variables that the user's own files give the application's container; <see langword="null"/> when they change nothing.</summary>
    public static IReadOnlyDictionary<string, string>? WithVariables(IReadOnlyDictionary<string, string> settings, ImmutableArray<ManifestFile> files, ProjectFacts facts)
    {
        var workloads = new WorkloadSet(ManifestSet.Of(files));
        WorkloadContainer[] main = [.. workloads.Workloads.Where(w => w.Object.Template is null && w.Object.Name == facts.Manifests.Name).SelectMany(static w => w.Containers).Where(static c => c.IsMain)];
        if (main.Where(c => PublishedContainers.NamesImage(c.Image, facts.Destination)).Concat(main).FirstOrDefault() is not { } container)
        {
            return null;
        }

        Dictionary<string, string>? changed = null;
        foreach ((string name, string value) in workloads.ReadableVariables(container))
        {
            if (!settings.TryGetValue("$" + name, out string? known) || known != value)
            {
                PublishedSettings.Set(changed ??= new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase), name, value);
            }
        }

        // Another environment reads other files.
        return changed is null || HostEnvironmentName.Of(changed) == HostEnvironmentName.Of(settings)
            ? changed
            : OverFiles(facts, changed.Where(static s => s.Key.StartsWith('$')).SelectMany(static s => (KeyValuePair<string, string>[])[s, new(s.Key[1..].Replace("__", ":", StringComparison.Ordinal), s.Value)]));
    }

    private static Dictionary<string, string> OverFiles(ProjectFacts facts, IEnumerable<KeyValuePair<string, string>> variables)
    {
        KeyValuePair<string, string>[] all = [.. variables];
        var settings = new Dictionary<string, string>(AppSettings.Read(facts.Files, HostEnvironmentName.Of(all.DistinctBy(static v => v.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase))).Values, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in all)
        {
            settings[name] = value;
        }

        return settings;
    }
}
