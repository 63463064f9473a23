using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G21_DeploymentTemplates.OSC2104_ManifestsNameThisImage;

/// <summary>OSC2104.</summary>
[Rule(
    "OSC2104",
    "Manifests name the image that is published",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Name the published repository and one of its tags, or leave the manifests to the publish, which writes the digest.")]
public sealed class ManifestsNameThisImage : ManifestRule
{
    // Another pipeline may deliver them, under tags of its own.
    internal override bool JudgesRepositoryFiles => false;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        if (publication.Project is not { } project || project.Destination.Repository.Length == 0 || project.Manifests.Image is not null)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no name the manifests could be compared with");
            yield break;
        }

        DestinationFacts destination = project.Destination;
        foreach (ManifestObject template in workloads.OfKind("Template"))
        {
            WorkloadContainer[] containers = [.. workloads.Workloads.Where(w => ReferenceEquals(w.Object.Template, template)).SelectMany(static w => w.Containers)];
            if (containers.Length > 0 && !containers.Any(c => PublishedContainers.NamesImage(c.Image, destination) || PublishedContainers.IsFilledByTrigger(c) || ParameterReference.IsIn(c.Image)))
            {
                yield return Finding.Violation(Location.OfManifest(template, template.Root.Mark), $"runs {string.Join(", ", containers.Select(static c => $"'{c.Image}'").Distinct())} and not '{destination.Repository}', which is published");
            }
        }

        var old = publication.Digest is null ? [] : workloads.Workloads.SelectMany(static w => w.Containers).Where(c => NamesAnotherDigest(c, publication, destination));
        foreach (WorkloadContainer container in old)
        {
            yield return Finding.Violation(Location.OfContainer(container, container.Root["image"]!.Mark, scope: "image"), $"runs '{container.Image.Trim()}', and the image that is published is {publication.Digest}");
        }

        foreach (WorkloadContainer container in workloads.Workloads.SelectMany(static w => w.Containers))
        {
            if (PublishedContainers.NamesImage(container.Image, destination)
                && ImageReference.TryParse(container.Image.Trim(), out ImageReference? image, out _)
                && image is { Digest: null, Tag: { } tag }
                && !destination.Tags.IsEmpty && !destination.Tags.Contains(tag))
            {
                yield return Finding.Violation(Location.OfContainer(container, container.Root["image"]!.Mark, scope: "image"), $"runs the tag '{tag}', and the tags published are {string.Join(", ", destination.Tags.Select(static t => $"'{t}'"))}");
            }
        }
    }

    private static bool NamesAnotherDigest(WorkloadContainer container, Publication publication, DestinationFacts destination) =>
        PublishedContainers.NamesImage(container.Image, destination)
        && ImageReference.TryParse(container.Image.Trim(), out ImageReference? image, out _)
        && image.Digest is { } digest && digest != publication.Digest;
}
