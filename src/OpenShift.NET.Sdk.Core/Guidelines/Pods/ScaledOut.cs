namespace OpenShift.NET.Sdk.Guidelines.Pods;

/// <summary>Whether an application runs in more than one pod.</summary>
internal static class ScaledOut
{
    /// <summary>
    /// What says so, as the end of "… runs in several pods": <c>OpenShiftReplicas is 3</c>; <see langword="null"/> when nothing does. The profile <c>strict</c>
    /// judges every image that does not call itself non-scalable as if it did.
    /// </summary>
    public static string? Reason(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            return null;
        }

        if (project.Manifests.MaxReplicas is { } most and > 1)
        {
            return FormattableString.Invariant($"OpenShiftMaxReplicas is {most}");
        }

        if (project.Manifests.Replicas > 1)
        {
            return FormattableString.Invariant($"OpenShiftReplicas is {project.Manifests.Replicas}");
        }

        foreach (Manifests.Workloads.Workload workload in PublishedContainers.Of(publication).Select(static c => c.Workload))
        {
            if (workload.RunsOn && publication.Workloads!.MostPods(workload) is var pods and > 1)
            {
                return FormattableString.Invariant($"{workload.Kind}/{workload.Object.Name} has up to {pods} pods");
            }
        }

        return project.Checks.Profile.Equals("strict", StringComparison.OrdinalIgnoreCase) && !"true".Equals(project.Metadata.NonScalable, StringComparison.OrdinalIgnoreCase)
            ? "OpenShiftNonScalable is not true"
            : null;
    }
}
