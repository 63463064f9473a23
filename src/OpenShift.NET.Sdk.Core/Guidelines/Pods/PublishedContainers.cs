using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Pods;

/// <summary>The containers of the manifests that run the image that is published.</summary>
internal static class PublishedContainers
{
    /// <summary>
    /// The containers whose image has the name of the published one. Where there is none, the main container of the only workload counts: its
    /// image is a placeholder, or the image goes by another name there. Objects of each Template are looked at by themselves.
    /// </summary>
    public static ImmutableArray<WorkloadContainer> Of(Publication publication)
    {
        if (publication.KnownContainers is { } known)
        {
            return [.. (publication.Workloads?.Workloads ?? []).SelectMany(static w => w.Containers).Where(c => known.Contains(c.Root))];
        }

        ImmutableArray<WorkloadContainer>.Builder own = ImmutableArray.CreateBuilder<WorkloadContainer>();
        foreach (IGrouping<ManifestObject?, Workload> group in (publication.Workloads?.Workloads ?? []).GroupBy(static w => w.Object.Template))
        {
            WorkloadContainer[] named = publication.Project is { } project
                ? [.. group.SelectMany(static w => w.Containers).Where(c => NamesImage(c.Image, project.Destination))]
                : [];
            WorkloadContainer[] main = named.Length > 0 || group.Count() != 1 ? [] : [.. group.Single().Containers.Where(static c => c.IsMain)];
            own.AddRange(named.Length > 0 ? named : main.Length == 1 ? main : []);
        }

        return own.ToImmutable();
    }

    /// <summary>Whether a reference names the published image, in whatever registry and project it lies there.</summary>
    public static bool NamesImage(string image, DestinationFacts destination) =>
        destination.Repository.Length > 0
        && ImageReference.TryParse(image.Trim(), out ImageReference? reference, out _)
        && LastPart(reference.Repository) == LastPart(destination.Repository);

    /// <summary>Whether OpenShift puts the image in when an ImageStream changes, so that what stands there is a placeholder.</summary>
    public static bool IsFilledByTrigger(WorkloadContainer container)
    {
        YamlMapping root = container.Workload.Object.Root;
        return root.TextAt("metadata", "annotations", "image.openshift.io/triggers")?.Contains($"\"{container.Name}\"", StringComparison.Ordinal) == true
            || root.TextAt("metadata", "annotations", "image.openshift.io/triggers")?.Contains($"\\\"{container.Name}\\\"", StringComparison.Ordinal) == true
            || root.ItemsAt("spec", "triggers").OfType<YamlMapping>().Any(t =>
                t.TextAt("type") == "ImageChange" && t.ItemsAt("imageChangeParams", "containerNames").OfType<YamlScalar>().Any(n => n.Text == container.Name));
    }

    /// <summary>Whether the image exposes or listens on a port, as far as its configuration says.</summary>
    public static bool Serves(Publication publication, long number) =>
        PublishedPorts.Exposed(publication).Any(p => p.Number == number)
        || PublishedPorts.Listening(publication)?.Ports.Any(p => p.Number == number) == true;

    private static string LastPart(string repository) => repository[(repository.LastIndexOf('/') + 1)..];
}
