using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines.Pods;

/// <summary>The settings the application starts with in a container of the image.</summary>
internal static class PublishedSettings
{
    /// <summary><c>appsettings.json</c>, that of the container's environment (<c>appsettings.Production.json</c>) over it, and the image's variables over both, by full key (compared without case); variables also as <c>$NAME</c>.</summary>
    public static IReadOnlyDictionary<string, string> Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return Laid(publication, Variables(publication, null));
    }

    /// <summary>The same in a container of the manifests, whose variables are over all.</summary>
    public static IReadOnlyDictionary<string, string> In(Publication publication, WorkloadSet workloads, WorkloadContainer container)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(workloads);
        return Laid(publication, Variables(publication, container));
    }

    /// <summary>The settings of the pods that the manifests describe, where they describe any; else those of the image.</summary>
    public static IReadOnlyDictionary<string, string> InPod(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return publication.Workloads is { } workloads && PublishedContainers.Of(publication) is [var container, ..] ? In(publication, workloads, container) : Of(publication);
    }

    /// <summary>The same with a value for each setting that the code stops without: those of every pod that serves.</summary>
    public static IReadOnlyDictionary<string, string> InServingPod(Publication publication, CodeFacts code) => CodeSettings.WithDemanded(code, InPod(publication));

    /// <summary>The environment the application runs in, in the image as it comes or in a container of the manifests.</summary>
    public static string EnvironmentOf(Publication publication, WorkloadContainer? container)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return HostEnvironmentName.Of(Variables(publication, container));
    }

    /// <summary>
    /// The settings files that the application reads, in the order in which the later ones win: those of the content root (the folder it is started in, or the one that <c>CONTENTROOT</c> names), else those beside it.
    /// Files of tools and of what browsers get (<c>wwwroot</c>) are other programs'.
    /// </summary>
    public static IEnumerable<(FileVersion File, ConfigFile Content)> Files(Publication publication, string environment)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ILookup<string, (FileVersion File, ConfigFile Content)> byFolder = ShippedSettings.Visible(publication)
            .Where(f => Order(f.File.Path, environment) > 0 && !f.File.Path.Contains("/wwwroot/", StringComparison.OrdinalIgnoreCase))
            .ToLookup(static f => ImagePath.Parent(f.File.Path));
        string? folder = Folders(publication).FirstOrDefault(byFolder.Contains);
        return folder is null ? [] : byFolder[folder].OrderBy(f => Order(f.File.Path, environment));
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

    private static int Order(string path, string environment) =>
        ImagePath.Name(path) is var name && name.Equals("appsettings.json", StringComparison.OrdinalIgnoreCase) ? 1
        : name.Equals($"appsettings.{environment}.json", StringComparison.OrdinalIgnoreCase) ? 2
        : 0;

    private static IEnumerable<string> Folders(Publication publication)
    {
        StartedApplication? started = publication.Started;
        StartedProcess? process = started?.Processes[0];
        string working = process?.WorkingDirectory ?? ImagePath.Combine(ImagePath.Root, publication.Config.Config.WorkingDir ?? "");
        foreach (string name in (string[])["DOTNET_CONTENTROOT", "ASPNETCORE_CONTENTROOT"])
        {
            if (process?.Variable(name).Value is { Length: > 0 } root)
            {
                yield return ImagePath.Combine(working, root).TrimEnd('/');
            }
        }

        yield return ImagePath.Combine(ImagePath.Root, working);
        if ((started?.Assembly ?? process?.Program?.Path) is { } program)
        {
            yield return ImagePath.Parent(program);
        }
    }

    private static Dictionary<string, string> Laid(Publication publication, Dictionary<string, string> variables)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((_, ConfigFile content) in Files(publication, HostEnvironmentName.Of(variables)))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                if (entry.IsNull)
                {
                    settings.Remove(entry.Key);
                }
                else
                {
                    settings[entry.Key] = entry.Value;
                }
            }
        }

        foreach ((string name, string value) in variables)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static Dictionary<string, string> Variables(Publication publication, WorkloadContainer? container)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        SetVariables(variables, publication.Config.Config);
        foreach ((string name, string value) in container is null || publication.Workloads is not { } workloads ? new Dictionary<string, string>() : workloads.ReadableVariables(container))
        {
            Set(variables, name, value);
        }

        return variables;
    }
}
