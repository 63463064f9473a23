using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G06_LayerOrder.OSC0602_StableLayersComeFirst;

/// <summary>Layers are ordered by how rarely they change.</summary>
[Rule(
    "OSC0602",
    "What changes rarely is in the lower layers",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Put layers in the order runtime, packages, content, referenced projects, application, as this SDK writes them.",
    ImageFix = "Put the instructions of the Dockerfile in the order runtime, packages, content, application: what changes rarely first.")]
public sealed class StableLayersComeFirst : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, which knows what changes rarely");
            yield break;
        }

        AppLayer? mostVolatile = null;
        foreach (AppLayer layer in AppLayer.Of(publication, project))
        {
            if (mostVolatile is null || layer.MostVolatile >= mostVolatile.MostVolatile)
            {
                mostVolatile = layer;
            }
            else
            {
                yield return Finding.Violation(
                    layer.Where(publication),
                    FormattableString.Invariant($"holds {Name(layer.MostVolatile)} but lies above layer {mostVolatile.Index + 1} with {Name(mostVolatile.MostVolatile)}, whose every change makes it be unpacked again"));
            }
        }
    }

    private static string Name(FileOrigin origin) => origin switch
    {
        FileOrigin.RuntimePack => "the .NET runtime",
        FileOrigin.Package => "packages",
        FileOrigin.Content => "content files",
        FileOrigin.ProjectReference => "referenced projects",
        _ => "the application",
    };
}
