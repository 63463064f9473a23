using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Fields;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G21_DeploymentTemplates.OSC2106_FieldsAreKnown;

/// <summary>OSC2106.</summary>
[Rule(
    "OSC2106",
    "Manifests have only fields the API knows",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Correct the field.")]
public sealed class FieldsAreKnown : ManifestRule
{
    private const int MostProblems = 20;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        FieldTable table = FieldTable.Known;
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (ManifestObject manifest in publication.Manifests!.Objects)
        {
            if (manifest.ApiVersion.Length == 0 || manifest.Kind.Length == 0)
            {
                yield return Finding.Violation(Location.OfManifest(manifest, manifest.Root.Mark, scope: "kind"), $"has no {(manifest.Kind.Length == 0 ? "kind" : "apiVersion")}") with { Fix = "Add it, or move the file out of the manifest folder." };
            }
            else if (table.TypeOf(manifest.ApiVersion, manifest.Kind) is { } type)
            {
                foreach (FieldProblem problem in FieldCheck.Check(manifest.Root, type, table).Take(MostProblems))
                {
                    yield return Finding.Violation(Location.OfManifest(manifest, problem.Mark, problem.Path, problem.Path), problem.Seen) with
                    {
                        Fix = problem.Suggestion is null ? null : problem.Suggestion == "\"" ? "Write the value in quotation marks." : $"Write '{problem.Suggestion}'.",
                    };
                }
            }
            else if (!manifest.ApiVersion.StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal) && unknown.Add($"{manifest.ApiVersion} {manifest.Kind}"))
            {
                yield return Finding.CouldNotTell(Location.OfManifest(manifest, manifest.Root["kind"]?.Mark ?? default, scope: "kind"), $"is of the kind {manifest.ApiVersion} {manifest.Kind}, whose fields are not known here");
            }
        }
    }
}
