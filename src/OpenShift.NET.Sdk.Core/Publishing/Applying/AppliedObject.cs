using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>An object, and where in the cluster it is.</summary>
/// <param name="Manifest">The object as it is written.</param>
/// <param name="Namespace">Its namespace; empty for an object of the whole cluster.</param>
/// <param name="Path">Its path at the API server.</param>
internal sealed record AppliedObject(ManifestObject Manifest, string Namespace, string Path)
{
    /// <summary>What it is called: <c>deployment/orders</c>.</summary>
    public string Title => $"{Manifest.Kind.ToLowerInvariant()}/{Manifest.Name}";

    /// <summary>Finds its place.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0069: the cluster has no such kind, or it is for another namespace.</exception>
    public static async Task<AppliedObject> PlaceAsync(ManifestObject manifest, ApiResources resources, ApiServer server, bool isNamespaceAsked, CancellationToken cancellationToken)
    {
        ApiResource resource = await resources.FindAsync(manifest.ApiVersion, manifest.Kind, cancellationToken).ConfigureAwait(false)
            ?? throw ClusterFailure.Of(
                $"The cluster of context '{server.Access.Context}' has no {manifest.Kind} of {manifest.ApiVersion} ({manifest.Kind.ToLowerInvariant()}/{manifest.Name})",
                "Install what brings it, or leave the object out of the manifests.",
                manifest.PlaceOf(manifest.Root["kind"]?.Mark ?? manifest.Root.Mark));
        string start = ApiResources.PathOf(manifest.ApiVersion);
        if (!resource.IsNamespaced)
        {
            return new AppliedObject(manifest, "", $"{start}/{resource.Plural}/{Uri.EscapeDataString(manifest.Name)}");
        }

        string ns = manifest.Root.TextAt("metadata", "namespace") is { Length: > 0 } own ? own : server.Access.Namespace;
        return isNamespaceAsked && ns != server.Access.Namespace
            ? throw ClusterFailure.Of(
                $"{manifest.Kind} '{manifest.Name}' is for namespace '{ns}', and '{server.Access.Namespace}' was asked for",
                "Take metadata.namespace out of the manifest, or OpenShiftApplyNamespace away.",
                manifest.PlaceOf(manifest.Root.MappingAt("metadata")["namespace"]?.Mark ?? manifest.Root.Mark))
            : new AppliedObject(manifest, ns, $"{start}/namespaces/{Uri.EscapeDataString(ns)}/{resource.Plural}/{Uri.EscapeDataString(manifest.Name)}");
    }

    /// <summary>The object as it is sent.</summary>
    public byte[] Body()
    {
        YamlMapping root = Manifest.Root;
        if (Namespace.Length == 0 || root.TextAt("metadata", "namespace") is { Length: > 0 } || root.EntryOf("metadata") is not { } entry)
        {
            return YamlAsJson.Write(root);
        }

        YamlMapping metadata = root.MappingAt("metadata");
        metadata = metadata with { Entries = [.. metadata.Entries.Where(static e => e.Key != "namespace"), new YamlEntry("namespace", new YamlScalar(Namespace))] };
        return YamlAsJson.Write(root with { Entries = root.Entries.Replace(entry, entry with { Value = metadata }) });
    }

    /// <summary>The pods that it makes: the pod's template; an empty mapping when it makes none.</summary>
    public YamlMapping Pod => Manifest.Kind switch
    {
        "Pod" => Manifest.Root,
        "CronJob" => Manifest.Root.MappingAt("spec", "jobTemplate", "spec", "template"),
        "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "ReplicaSet" => Manifest.Root.MappingAt("spec", "template"),
        _ => YamlMapping.Empty,
    };
}
