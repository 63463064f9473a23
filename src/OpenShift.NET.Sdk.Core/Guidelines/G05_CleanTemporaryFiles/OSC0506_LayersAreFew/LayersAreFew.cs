using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0506_LayersAreFew;

/// <summary>An image has few layers.</summary>
[Rule(
    "OSC0506",
    "The image has at most 40 layers",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Build on an image with fewer layers, or join steps that belong together.")]
public sealed class LayersAreFew : Rule
{
    // Red Hat's certification refuses more.
    private const int Most = 40;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        int layers = publication.Manifest.Layers.Length;
        int ofTheBase = publication.Base?.LayerCount ?? 0;
        if (layers > Most)
        {
            yield return Finding.Violation(
                Location.OfImage(publication) with { Scope = "layers:count", Origin = ofTheBase > Most ? Origin.Base : Origin.App },
                FormattableString.Invariant($"has {layers} layers, {ofTheBase} of them its base image's; every one costs requests and time when a node pulls the image"));
        }
    }
}
