using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The Secret (Kubernetes API, core/v1) of a Template; its values are parameters. Plain files have none.</summary>
internal static class SecretObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values)
    {
        if (workload.Secrets.All(static s => s.IsLeftOut))
        {
            return null;
        }

        var data = new MappingBuilder();
        foreach (WorkloadSetting setting in workload.Secrets.Where(static s => !s.IsLeftOut))
        {
            data.Add(setting.Name, values.Setting(setting));
        }

        return new MappingBuilder
        {
            { "apiVersion", "v1" },
            { "kind", "Secret" },
            { "metadata", Metadata.Of(workload, values, values.SecretName) },
            { "type", "Opaque" },
            { "stringData", data },
        };
    }
}
