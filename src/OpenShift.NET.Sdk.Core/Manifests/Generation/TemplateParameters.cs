using System.Globalization;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>The parameters of the Template.</summary>
internal static class TemplateParameters
{
    public static IEnumerable<YamlNode> Make(WorkloadPlan workload)
    {
        ManifestFacts wishes = workload.Wishes;
        yield return Parameter(ParameterNames.Name, "Name", "Name of the deployment and beginning of every object's name.", workload.Name, "OpenShiftName");
        yield return Parameter(ParameterNames.Image, "Image", workload.Image.Contains('@', StringComparison.Ordinal) ? "The image to run, by digest." : "The image to run.", workload.Image, wishes.Image is null ? "The image of this publish; OpenShiftManifestImage names another." : "OpenShiftManifestImage");
        if (workload.Kind == WorkloadKind.CronJob)
        {
            yield return Parameter(ParameterNames.Schedule, "Schedule", "When it runs, as cron writes it: minute, hour, day of the month, month, day of the week.", wishes.Schedule ?? "", "OpenShiftSchedule");
        }

        if (!workload.IsJob)
        {
            yield return Parameter(ParameterNames.Replicas, "Replicas", workload.Autoscales ? "Least number of pods." : "Number of pods.", Text(wishes.Replicas), "OpenShiftReplicas");
        }

        if (workload.Autoscales)
        {
            yield return Parameter(ParameterNames.MaxReplicas, "Greatest number of pods", "Up to how many pods the autoscaler starts under load.", Text(wishes.MaxReplicas!.Value), "OpenShiftMaxReplicas");
        }

        yield return Parameter(ParameterNames.MemoryRequest, "Memory request", "Memory that is reserved for a pod.", workload.MemoryRequest, "OpenShiftMemoryRequest");
        yield return Parameter(ParameterNames.MemoryLimit, "Memory limit", "Memory beyond which a pod is ended.", workload.MemoryLimit, "OpenShiftMemoryLimit");
        yield return Parameter(ParameterNames.CpuRequest, "CPU request", "CPU that is reserved for a pod, in cores.", workload.CpuRequest, "OpenShiftCpuRequest");
        if (wishes.CpuLimit is { } cpuLimit)
        {
            yield return Parameter(ParameterNames.CpuLimit, "CPU limit", "CPU beyond which a pod is slowed down, in cores.", cpuLimit, "OpenShiftCpuLimit");
        }

        if (workload.PublicPort is not null)
        {
            yield return Parameter(ParameterNames.RouteHost, "Host name", "Host name of the route; empty lets the router choose one.", wishes.Host ?? "", "OpenShiftHost", required: false);
        }

        foreach (WorkloadMount mount in workload.Mounts.Where(m => m.IsClaim))
        {
            yield return Parameter(ParameterNames.StorageSize(mount), $"Size of {mount.Path}", $"Storage for {mount.Path}. It can grow later, never shrink.", mount.Size ?? MountPlanner.DefaultClaimSize, $"{mount.Reason} Size");
        }

        foreach (WorkloadSetting setting in workload.Settings.Where(s => s.Parameter is not null))
        {
            yield return Parameter(setting);
        }
    }

    private static YamlMapping Parameter(string name, string displayName, string description, string value, string source, bool required = true) => new MappingBuilder
    {
        { "name", name, source },
        { "displayName", displayName },
        { "description", description },
        { "value", value },
        { "required", required ? (YamlScalar)true : null },
    };

    // A secret has no value here: it is generated in the cluster, or given when the template is processed.
    private static YamlMapping Parameter(WorkloadSetting setting)
    {
        SettingFact fact = setting.Fact;
        return new MappingBuilder
        {
            { "name", setting.Parameter!, fact.Source },
            { "displayName", fact.Name },
            { "description", ToBeSet.Meaning(fact) ?? Described(fact) },
            { "generate", fact.Generate is null ? null : "expression" },
            { "from", fact.Generate },
            { "value", fact.Kind == SettingKind.Secret ? null : fact.Default, null, fact.Place },
            { "required", fact.Required || fact.Generate is not null ? (YamlScalar)true : null },
        };
    }

    private static string Described(SettingFact fact) => fact.Kind switch
    {
        SettingKind.Secret => $"Secret setting {Key(fact)}.",
        SettingKind.OwnAddress => $"Address under which the application is reached, setting {Key(fact)}.",
        SettingKind.Endpoint => $"Address of another service, setting {Key(fact)}.",
        _ => $"Setting {Key(fact)}.",
    };

    private static string Key(SettingFact fact) => fact.Name.Replace("__", ":", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
