using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests.Merging;

/// <summary>The kinds of Kubernetes' and OpenShift's own API groups that belong to an application, to tell a mistyped kind from one of somebody else's (Kubernetes API 1.34; OpenShift 4).</summary>
internal static class KnownKinds
{
    /// <summary>The kinds of an API version; empty when the group is not one of these and may know any kind.</summary>
    public static ImmutableArray<string> Of(string apiVersion)
    {
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 ? apiVersion == "v1" ? "" : apiVersion : apiVersion[..slash]) switch
        {
            "" => ["ConfigMap", "Endpoints", "Event", "LimitRange", "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate", "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount"],
            "apps" => ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
            "batch" => ["CronJob", "Job"],
            "autoscaling" => ["HorizontalPodAutoscaler"],
            "policy" => ["PodDisruptionBudget"],
            "networking.k8s.io" => ["Ingress", "IngressClass", "NetworkPolicy", "IPAddress", "ServiceCIDR"],
            "rbac.authorization.k8s.io" => ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
            "route.openshift.io" => ["Route"],
            "image.openshift.io" => ["ImageStream", "ImageStreamTag", "ImageStreamImport", "ImageStreamMapping", "ImageTag", "Image"],
            "apps.openshift.io" => ["DeploymentConfig"],
            "build.openshift.io" => ["Build", "BuildConfig"],
            "template.openshift.io" => ["Template", "TemplateInstance", "BrokerTemplateInstance"],
            _ => [],
        };
    }
}
