using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1310_NoPinnedIds;

/// <summary>OSC1310.</summary>
[Rule(
    "OSC1310",
    "Manifests pin no user, group or fsGroup",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Remove it: OpenShift gives every namespace ids of its own, and the image is made for any of them.")]
public sealed class NoPinnedIds : ManifestRule
{
    // Namespaces get blocks of 10000 ids from here on.
    private const long FirstNamespaceId = 1_000_000_000;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (Workload workload in workloads.Workloads)
        {
            string? scc = SccBindings.Of(workload, workloads);
            foreach (string member in (string[])["runAsUser", "runAsGroup", "fsGroup"])
            {
                if (workload.PodSpec.At("securityContext", member) is YamlScalar scalar && Problem(member, scalar) is { } problem)
                {
                    yield return Report(Location.OfManifest(workload.Object, scalar.Mark, member, "securityContext/" + member), problem, scc);
                }
            }

            foreach (WorkloadContainer container in workload.Containers)
            {
                foreach (string member in (string[])["runAsUser", "runAsGroup"])
                {
                    if (container.Root.At("securityContext", member) is YamlScalar scalar && Problem(member, scalar) is { } problem)
                    {
                        yield return Report(Location.OfContainer(container, scalar.Mark, member, "securityContext/" + member), problem, scc);
                    }
                }
            }
        }
    }

    private static (string Seen, Severity? AtMost)? Problem(string member, YamlScalar scalar)
    {
        if (scalar.AsInteger() is not { } id)
        {
            return null;
        }

        string number = id.ToString(CultureInfo.InvariantCulture);
        return member switch
        {
            // Constraints say nothing of it; but the image's writable folders are those of group 0.
            "runAsGroup" => id == 0 ? null : ($"is {number}, which takes group 0 from the process, and with it the image's writable folders", Severity.Warning),
            _ when id >= FirstNamespaceId => ($"is {number}, which restricted-v2 allows only in the one namespace that has this id", Severity.Warning),
            _ => ($"is {number}, which restricted-v2 does not allow: the pods are not created", null),
        };
    }

    private static Finding Report(Location where, (string Seen, Severity? AtMost) problem, string? scc) =>
        scc is null
            ? Finding.Violation(where, problem.Seen) with { AtMost = problem.AtMost }
            : Finding.Violation(where, $"{problem.Seen}, unless the constraint '{scc}' that the manifests ask for is granted") with { AtMost = Severity.Info };
}
