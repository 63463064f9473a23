using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>A rule whose subject are the manifests; without manifests it is not applicable.</summary>
public abstract class ManifestRule : Rule
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return publication.Workloads is { } workloads
            ? Check(publication, workloads)
            : [Finding.NotApplicable(Location.OfImage(publication), "is published without manifests")];
    }

    /// <inheritdoc/>
    internal override bool JudgesRepositoryFiles => true;

    /// <summary>Judges the manifests.</summary>
    protected abstract IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads);
}
