using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>The settings a container of the image starts with in Production.</summary>
internal static class PublishedSettings
{
    /// <summary><c>appsettings.json</c>, <c>appsettings.Production.json</c> over it, and the image's environment over both, by full key (compared without case); variables also as <c>$NAME</c>.</summary>
    public static IReadOnlyDictionary<string, string> Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((FileVersion file, ConfigFile content) in ShippedSettings.Visible(publication).Where(static f => IsSettings(f.File.Path)).OrderBy(static f => f.File.Path.Length))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                settings[entry.Key] = entry.Value;
            }
        }

        SetVariables(settings, publication.Config.Config);
        return settings;
    }

    /// <summary>The same in a container of the manifests, whose variables are over all.</summary>
    public static IReadOnlyDictionary<string, string> In(Publication publication, WorkloadSet workloads, WorkloadContainer container)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        var settings = new Dictionary<string, string>(Of(publication), StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in workloads.ReadableVariables(container))
        {
            Set(settings, name, value);
        }

        return settings;
    }

    /// <summary>The settings of the pods that the manifests describe, where they describe any; else those of the image.</summary>
    public static IReadOnlyDictionary<string, string> InPod(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return publication.Workloads is { } workloads && PublishedContainers.Of(publication) is [var container, ..] ? In(publication, workloads, container) : Of(publication);
    }

    /// <summary>Lays the variables of an image's configuration over settings.</summary>
    public static void SetVariables(Dictionary<string, string> settings, ExecutionConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        foreach (string entry in config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                Set(settings, entry[..equals], entry[(equals + 1)..]);
            }
        }
    }

    /// <summary>Lays one variable over settings.</summary>
    public static void Set(Dictionary<string, string> settings, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(name);
        settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        settings["$" + name] = value;
    }

    internal static bool IsSettings(string path) =>
        path.EndsWith("/appsettings.json", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/appsettings.Production.json", StringComparison.OrdinalIgnoreCase);
}
