using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.Pods;

/// <summary>Which security context constraints the manifests themselves give to a workload.</summary>
internal static class SccBindings
{
    private const string RolePrefix = "system:openshift:scc:";

    /// <summary>
    /// Name of a constraint beyond <c>restricted</c>, from a binding to <c>system:openshift:scc:NAME</c> for the pods' service account or from the pods'
    /// annotation <c>openshift.io/required-scc</c>; <see langword="null"/> for none.
    /// </summary>
    public static string? Of(Workload workload, WorkloadSet workloads)
    {
        if (workload.Pod.TextAt("metadata", "annotations", "openshift.io/required-scc") is { Length: > 0 } required && !IsRestricted(required))
        {
            return required;
        }

        foreach (ManifestObject binding in workloads.OfKind("RoleBinding", "ClusterRoleBinding"))
        {
            if (binding.Root.TextAt("roleRef", "name") is { } role
                && role.StartsWith(RolePrefix, StringComparison.Ordinal)
                && !IsRestricted(role[RolePrefix.Length..])
                && binding.Root.ItemsAt("subjects").OfType<YamlMapping>().Any(s => s.TextAt("kind") == "ServiceAccount" && s.TextAt("name") == workload.ServiceAccount))
            {
                return role[RolePrefix.Length..];
            }
        }

        return null;
    }

    private static bool IsRestricted(string name) => name is "restricted" or "restricted-v2" or "restricted-v3";
}
