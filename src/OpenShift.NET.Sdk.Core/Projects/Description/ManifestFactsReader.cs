using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads what the project wants of its manifests.</summary>
internal sealed class ManifestFactsReader(ProjectInput input, PropertyReader properties, PropertyPlaces places, string projectFolder)
{
    private const decimal Mebibyte = 1024 * 1024;

    /// <summary>Full path of the folder that gets a copy of the manifests.</summary>
    public string Folder { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(properties.Text("OpenShiftManifestDirectory") ?? DefaultFolder(input), projectFolder));

    /// <summary>
    /// Whether a file of the publish folder is a manifest of an earlier publish. The usual folder counts too when the project has chosen
    /// another one since.
    /// </summary>
    public bool IsWritten(string path) => IsWritten(path, Folder) || IsWritten(path, DefaultFolder(input));

    /// <summary>Reads it.</summary>
    /// <param name="application">What kind of program it is.</param>
    /// <param name="settings">The settings files of the image.</param>
    /// <exception cref="OpenShiftException">OSC0026, OSC0031, OSC0032: a property or an item is wrong; the place is named.</exception>
    public ManifestFacts Read(ApplicationFacts application, AppSettings settings)
    {
        (bool template, bool kubernetes, bool helm) = Kinds();
        string memoryRequest = Memory("OpenShiftMemoryRequest") ?? Below(Memory("OpenShiftMemoryLimit"), Stated("OpenShiftMinMemory", Mebibyte) ?? "128Mi");
        string memoryLimit = Memory("OpenShiftMemoryLimit") ?? Above(memoryRequest, "256Mi");
        string? cpuLimit = Cpu("OpenShiftCpuLimit");
        string cpuRequest = Cpu("OpenShiftCpuRequest") ?? Below(cpuLimit, Stated("OpenShiftMinCpu", 0.001m) ?? "100m");
        RequireOrder("OpenShiftMemoryRequest", memoryRequest, "OpenShiftMemoryLimit", memoryLimit);
        RequireOrder("OpenShiftCpuRequest", cpuRequest, "OpenShiftCpuLimit", cpuLimit);
        int replicas = (int)properties.Number(ManifestProperties.Replicas);
        (WorkloadKind workload, string? schedule) = Workload();
        ImmutableArray<SettingFact> changeable = new SettingReader(input, properties, places, projectFolder).Read(settings);
        return new ManifestFacts
        {
            Template = template,
            Kubernetes = kubernetes,
            Helm = helm,
            Directory = Folder,
            Sources = template || kubernetes || helm || input.Property("OpenShiftPipelines") is not null ? Sources() : [],
            Name = Name(workload),
            PartOf = Checked("OpenShiftPartOf", ObjectName.IsLabelValue, "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends"),
            Image = Checked("OpenShiftManifestImage", static t => !t.Any(char.IsWhiteSpace), "an image reference, for example registry.example.com/shop/orders:1.4.2"),
            Workload = workload,
            Schedule = schedule,
            Replicas = replicas,
            MaxReplicas = MaxReplicas(replicas),
            MemoryRequest = memoryRequest,
            MemoryLimit = memoryLimit,
            CpuRequest = cpuRequest,
            CpuLimit = cpuLimit,
            Route = properties.Flag(ManifestProperties.Route, application.Kind == ApplicationKind.Web),
            Host = Checked("OpenShiftHost", static t => ObjectName.IsSubdomain(t) && t.Contains('.', StringComparison.Ordinal), "a host name without scheme, port and path, for example orders.apps.example.com"),
            ImageStream = properties.Flag(ManifestProperties.ImageStream),
            NetworkPolicy = properties.Flag(ManifestProperties.NetworkPolicy),
            ServiceAccount = Checked("OpenShiftServiceAccount", ObjectName.IsSubdomain, "the name of a ServiceAccount: lower-case letters, digits, '-' and '.'"),
            StorageClass = Checked("OpenShiftStorageClass", ObjectName.IsSubdomain, "the name of a StorageClass: lower-case letters, digits, '-' and '.'"),
            TerminationGracePeriodSeconds = properties.Text("OpenShiftTerminationGracePeriod") is null ? null : (int)properties.Number(ManifestProperties.TerminationGracePeriod),
            Settings = changeable,
            AllowedHosts = AllowedHosts(changeable, settings),
            Probes = new ProbeReader(input, places).Read(),
        };
    }

    /// <summary>The hand-written files of a project's folder <c>openshift</c>, not of folders below it, ordered.</summary>
    public ImmutableArray<string> Sources()
    {
        string folder = Path.Combine(projectFolder, "openshift");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(IsManifest).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Whether a file is one of <see cref="Sources"/>.</summary>
    public bool IsSource(string path) => IsManifest(path) && Path.GetDirectoryName(path) == Path.Combine(projectFolder, "openshift");

    private static string DefaultFolder(ProjectInput input) => Path.Combine(input.Property("PublishDir") ?? "", "manifests");

    // What the pod is started with: the manifests' variable, else the image's, else the settings file's.
    private ImmutableArray<string> AllowedHosts(ImmutableArray<SettingFact> changeable, AppSettings settings)
    {
        const string Key = "AllowedHosts";
        string hosts = changeable.FirstOrDefault(static s => s.Name.Equals(Key, StringComparison.OrdinalIgnoreCase))?.Default
            ?? input.ItemsOf("EnvironmentVariable").LastOrDefault(static i => i.Include.Equals(Key, StringComparison.OrdinalIgnoreCase))?["Value"]
            ?? settings[Key]
            ?? "";
        return [.. hosts.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    private static bool IsWritten(string path, string folder) =>
        Path.GetRelativePath(folder, path).Replace('\\', '/') is var relative
        && (relative is "template.yaml" or "build.yaml" or "SETTINGS.md" || ((string[])["kubernetes/", "helm/", "pipelines/"]).Any(f => relative.StartsWith(f, StringComparison.Ordinal)));

    private static bool IsManifest(string path) =>
        Path.GetExtension(path) is var extension
        && (extension.Equals(".yaml", StringComparison.OrdinalIgnoreCase) || extension.Equals(".yml", StringComparison.OrdinalIgnoreCase) || extension.Equals(".json", StringComparison.OrdinalIgnoreCase));

    private (bool Template, bool Kubernetes, bool Helm) Kinds()
    {
        string text = properties.Text(ManifestProperties.Manifests.Name) ?? ManifestProperties.Manifests.Otherwise!;
        string[] kinds = text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool none = Has("None");
        bool known = kinds.All(static k => ManifestProperties.Manifests.Words.Contains(k, StringComparer.OrdinalIgnoreCase));
        return known && kinds.Length > 0 && (!none || kinds.Length == 1)
            ? (Has("Template"), Has("Kubernetes"), Has("Helm"))
            : throw Invalid("OpenShiftManifests", text, "Template, Kubernetes and Helm, several of them separated by ';', or None");

        bool Has(string kind) => kinds.Contains(kind, StringComparer.OrdinalIgnoreCase);
    }

    private string Name(WorkloadKind kind)
    {
        // The Jobs of a CronJob have its name with eleven characters more.
        int longest = kind == WorkloadKind.CronJob ? 52 : 63;
        if (properties.Text("OpenShiftName") is { } name)
        {
            return ObjectName.IsLabel(name) && name.Length <= longest
                ? name
                : throw Invalid("OpenShiftName", name, FormattableString.Invariant($"at most {longest} lower-case letters, digits and '-', with a letter first and no '-' last"));
        }

        string repository = input.Property("ContainerRepository") ?? "";
        foreach (string candidate in (ReadOnlySpan<string>)[repository[(repository.LastIndexOf('/') + 1)..], input.Property("MSBuildProjectName") ?? ""])
        {
            if (ObjectName.From(candidate) is { Length: > 0 } derived)
            {
                return derived.Length <= longest ? derived : derived[..longest].TrimEnd('-');
            }
        }

        return "app";
    }

    private (WorkloadKind Kind, string? Schedule) Workload()
    {
        WorkloadKind kind = properties.Choice(ManifestProperties.Workload);
        string? schedule = properties.Text("OpenShiftSchedule")?.Trim();
        if (schedule is null)
        {
            return kind != WorkloadKind.CronJob
                ? (kind, null)
                : throw new OpenShiftException(ToolCodes.InvalidProperty, "OpenShiftWorkload is 'CronJob', and nothing says when it runs", "Set OpenShiftSchedule, for example to '0 3 * * *' for every night at 3.", places.Of("OpenShiftWorkload"));
        }

        if (CronSchedule.Problem(schedule) is { } problem)
        {
            throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftSchedule is '{schedule}', {problem}", "Write it as cron does, for example '0 3 * * *' for every night at 3, or @daily.", places.Of("OpenShiftSchedule"));
        }

        return kind is WorkloadKind.Auto or WorkloadKind.CronJob
            ? (WorkloadKind.CronJob, schedule)
            : throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftSchedule is set and OpenShiftWorkload is '{kind}', which has no schedule", "Set OpenShiftWorkload to CronJob, or remove one of the two.", places.Of("OpenShiftWorkload"));
    }

    private int? MaxReplicas(int replicas)
    {
        if (properties.Text("OpenShiftMaxReplicas") is not { } text)
        {
            return null;
        }

        int most = (int)properties.Number(ManifestProperties.MaxReplicas);
        if (replicas == 0)
        {
            throw new OpenShiftException(ToolCodes.InvalidProperty, "OpenShiftReplicas is 0 and OpenShiftMaxReplicas asks for an autoscaler, which keeps at least one pod", "Set OpenShiftReplicas to 1 or more, or remove OpenShiftMaxReplicas.", places.Of("OpenShiftReplicas"));
        }

        return most >= replicas ? most : throw Invalid("OpenShiftMaxReplicas", text, FormattableString.Invariant($"{replicas} or more; OpenShiftReplicas is {replicas}"));
    }

    private string? Memory(string name) => Quantity(name, Mebibyte, "a Kubernetes quantity of 1Mi or more, for example 256Mi or 1Gi");

    private string? Cpu(string name) => Quantity(name, 0.001m, "a Kubernetes quantity of 1m or more, for example 250m or 2");

    private string? Quantity(string name, decimal least, string allowed) =>
        properties.Text(name) is not { } text ? null : IsQuantity(text, least) ? text : throw Invalid(name, text, allowed);

    // A label's property: its own rule judges it, so a wrong one is only passed over here.
    private string? Stated(string name, decimal least) => properties.Text(name) is { } text && IsQuantity(text, least) ? text : null;

    private static bool IsQuantity(string text, decimal least) => Projects.Quantity.TryParse(text, out Quantity quantity) && quantity.Value >= least;

    private static string Below(string? limit, string otherwise) => limit is not null && ValueOf(otherwise) > ValueOf(limit) ? limit : otherwise;

    private static string Above(string request, string otherwise) => ValueOf(otherwise) < ValueOf(request) ? request : otherwise;

    private static decimal ValueOf(string text) => Projects.Quantity.TryParse(text, out Quantity quantity) ? quantity.Value : 0m;

    private void RequireOrder(string requestName, string request, string limitName, string? limit)
    {
        if (limit is not null && ValueOf(request) > ValueOf(limit))
        {
            string wrong = properties.Text(requestName) is null ? limitName : requestName;
            throw new OpenShiftException(ToolCodes.InvalidProperty, $"{requestName} {request} is more than {limitName} {limit}, which the cluster refuses", $"Set {limitName} to {request} or more.", places.Of(wrong));
        }
    }

    private string? Checked(string name, Func<string, bool> isValid, string allowed) =>
        properties.Text(name) is not { } text ? null : isValid(text) ? text : throw Invalid(name, text, allowed);

    private OpenShiftException Invalid(string name, string value, string allowed) =>
        new(ToolCodes.InvalidProperty, $"{name} is '{value}'", $"Set it to {allowed}.", places.Of(name));
}
