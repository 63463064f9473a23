using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G06_LayerOrder.OSC0601_PackagesHaveTheirOwnLayer;

/// <summary>Packages and the runtime do not share a layer with the application's own files.</summary>
[Rule(
    "OSC0601",
    "Packages and application code are in different layers",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Let this SDK write the layers from the publish output: remove what copies packages into the application's layer.",
    ImageFix = "Copy the packages with a COPY of their own, before the one of the application's assemblies.")]
public sealed class PackagesHaveTheirOwnLayer : Rule
{
    private const long Threshold = ByteSize.MiB;
    private const long WorthAWarning = 5 * ByteSize.MiB;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, which knows the packages");
            yield break;
        }

        if (project.Application is { Aot: true } or { SingleFile: true } or { Trimmed: true })
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "holds packages and application code compiled or trimmed together, which no layers can take apart");
            yield break;
        }

        foreach (AppLayer layer in AppLayer.Of(publication, project))
        {
            long stable = layer.BytesOf(FileOrigin.RuntimePack) + layer.BytesOf(FileOrigin.Package);
            if (stable >= Threshold && layer.MostVolatile >= FileOrigin.ProjectReference)
            {
                yield return Finding.Violation(layer.Where(publication), $"holds application code together with {ByteSize.ToText(stable)} of packages, which every change of the code sends and pulls again") with
                {
                    AtMost = stable < WorthAWarning ? Severity.Info : null,
                };
            }
        }
    }
}
