using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines.G21_DeploymentTemplates.OSC2105_KindsAreCurrent;

/// <summary>OSC2105.</summary>
[Rule(
    "OSC2105",
    "Manifests use current kinds",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Use what the message names.")]
public sealed class KindsAreCurrent : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (ManifestObject manifest in publication.Manifests!.Objects)
        {
            if (Judge(manifest.ApiVersion, manifest.Kind) is { } judgement)
            {
                yield return Finding.Violation(
                    Location.OfManifest(manifest, manifest.Root["apiVersion"]?.Mark ?? default, scope: "apiVersion"),
                    judgement.Removed is null ? $"is of the deprecated kind {manifest.ApiVersion} {manifest.Kind}" : $"is of {manifest.ApiVersion}, which Kubernetes {judgement.Removed} removed for {manifest.Kind}") with
                {
                    AtMost = judgement.Removed is null ? Severity.Warning : null,
                    Fix = $"Use {judgement.Use}.",
                };
            }
        }
    }

    // Kubernetes' deprecation guide, "Removed APIs by release"; OpenShift's release notes, "Deprecated and removed features".
    private static (string? Removed, string Use)? Judge(string apiVersion, string kind) => (apiVersion, kind) switch
    {
        ("apps.openshift.io/v1" or "v1", "DeploymentConfig") => (null, "apps/v1 Deployment, with the annotation image.openshift.io/triggers where it followed an ImageStream"),
        ("v1", "Template") => (null, "apiVersion: template.openshift.io/v1"),
        ("v1", "Route") => (null, "apiVersion: route.openshift.io/v1"),
        ("v1", "BuildConfig" or "Build") => (null, "apiVersion: build.openshift.io/v1"),
        ("v1", "ImageStream" or "ImageStreamTag" or "Image") => (null, "apiVersion: image.openshift.io/v1"),
        ("v1", "Project" or "ProjectRequest") => (null, "apiVersion: project.openshift.io/v1"),
        ("v1", "ReplicationController") => (null, "apps/v1 Deployment"),
        ("extensions/v1beta1", "Ingress") or ("networking.k8s.io/v1beta1", "Ingress" or "IngressClass") => ("1.22", "apiVersion: networking.k8s.io/v1; its backends are written 'service: { name, port }'"),
        ("extensions/v1beta1", "NetworkPolicy") => ("1.16", "apiVersion: networking.k8s.io/v1"),
        ("extensions/v1beta1" or "apps/v1beta1" or "apps/v1beta2", _) => ("1.16", "apiVersion: apps/v1, with spec.selector"),
        ("batch/v1beta1" or "batch/v2alpha1", "CronJob") => ("1.25", "apiVersion: batch/v1"),
        ("policy/v1beta1", "PodDisruptionBudget") => ("1.25", "apiVersion: policy/v1"),
        ("policy/v1beta1", "PodSecurityPolicy") => ("1.25", "OpenShift's security context constraints, which need no object in the manifests"),
        ("autoscaling/v2beta1", "HorizontalPodAutoscaler") => ("1.25", "apiVersion: autoscaling/v2"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler") => ("1.26", "apiVersion: autoscaling/v2"),
        ("discovery.k8s.io/v1beta1", "EndpointSlice") => ("1.25", "apiVersion: discovery.k8s.io/v1"),
        ("rbac.authorization.k8s.io/v1beta1" or "rbac.authorization.k8s.io/v1alpha1", _) => ("1.22", "apiVersion: rbac.authorization.k8s.io/v1"),
        ("authorization.openshift.io/v1", "Role" or "RoleBinding" or "ClusterRole" or "ClusterRoleBinding") => (null, "apiVersion: rbac.authorization.k8s.io/v1"),
        ("storage.k8s.io/v1beta1", _) => ("1.22", "apiVersion: storage.k8s.io/v1"),
        ("scheduling.k8s.io/v1beta1" or "scheduling.k8s.io/v1alpha1", "PriorityClass") => ("1.22", "apiVersion: scheduling.k8s.io/v1"),
        ("coordination.k8s.io/v1beta1", "Lease") => ("1.22", "apiVersion: coordination.k8s.io/v1"),
        ("apiextensions.k8s.io/v1beta1", _) => ("1.22", "apiVersion: apiextensions.k8s.io/v1"),
        ("admissionregistration.k8s.io/v1beta1", _) => ("1.22", "apiVersion: admissionregistration.k8s.io/v1"),
        _ => null,
    };
}
