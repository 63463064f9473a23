using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>
/// A rule: one class with a <see cref="RuleAttribute"/> and one pure method. No I/O, no logging, no clock, no state;
/// rules are discovered by the attribute and can run in parallel.
/// </summary>
public abstract class Rule
{
    /// <summary>Judges a publication. Yields nothing when the desired state holds; <see cref="Finding.NotApplicable"/> or <see cref="Finding.CouldNotTell"/> where it cannot be judged.</summary>
    public abstract IEnumerable<Finding> Check(Publication publication);

    /// <summary>Whether what it finds in manifests is told of Kubernetes files of the repository too, which this publish neither makes nor delivers.</summary>
    internal virtual bool JudgesRepositoryFiles => false;
}
