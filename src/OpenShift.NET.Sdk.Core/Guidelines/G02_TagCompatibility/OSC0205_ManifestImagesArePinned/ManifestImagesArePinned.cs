using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility.OSC0205_ManifestImagesArePinned;

/// <summary>OSC0205.</summary>
[Rule(
    "OSC0205",
    "Manifests name images by version or digest",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Write the version that is meant, or the digest.")]
public sealed class ManifestImagesArePinned : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in workloads.Workloads.SelectMany(static w => w.Containers))
        {
            if (ParameterReference.IsIn(container.Image)
                || PublishedContainers.IsFilledByTrigger(container)
                || IsSetElsewhere(container, workloads)
                || !ImageReference.TryParse(container.Image.Trim(), out ImageReference? image, out _)
                || image.Digest is not null)
            {
                continue;
            }

            string? seen = image.Tag is null ? $"runs the image '{container.Image.Trim()}', which names neither tag nor digest and so means 'latest'"
                : image.Tag.Equals(ImageReference.DefaultTag, StringComparison.OrdinalIgnoreCase) ? $"runs the image '{container.Image.Trim()}', which is another one whenever that tag moves"
                : null;
            if (seen is not null)
            {
                yield return Finding.Violation(Location.OfContainer(container, container.Root["image"]!.Mark, scope: "image"), seen);
            }
        }
    }

    // Kustomize puts the tag in that the Kustomization names, Skaffold that of what it has just built.
    private static bool IsSetElsewhere(WorkloadContainer container, WorkloadSet workloads) =>
        workloads.OfKind("Kustomization").SelectMany(static k => k.Root.ItemsAt("images")).OfType<YamlMapping>()
            .Any(i => i.TextAt("name") == WithoutTag(container.Image) && (i.TextAt("newTag") is { Length: > 0 } and not ImageReference.DefaultTag || i.TextAt("digest") is { Length: > 0 }))
        || workloads.OfKind("Config").Where(static c => c.ApiVersion.StartsWith("skaffold/", StringComparison.Ordinal)).SelectMany(static c => c.Root.ItemsAt("build", "artifacts")).OfType<YamlMapping>()
            .Any(a => a.TextAt("image") == WithoutTag(container.Image));

    private static string WithoutTag(string image)
    {
        string name = image.Trim().Split('@')[0];
        int colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
