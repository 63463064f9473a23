using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1703_LabelValuesAreWellFormed;

/// <summary>Labels that tools read have values those tools understand.</summary>
[Rule(
    "OSC1703",
    "Label values have the format their readers expect",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Correct the value of the label.")]
public sealed class LabelValuesAreWellFormed : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        foreach ((string name, string value) in publication.Config.Config.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            // An empty label counts as missing, which OSC1701 reports where it matters.
            if (!string.IsNullOrWhiteSpace(value) && ProblemOf(name, value, publication) is { } problem)
            {
                bool inherited = publication.Base?.Config.Config.Labels?.GetValueOrDefault(name) == value;
                yield return Finding.Violation(Location.OfLabel(publication, name) with { Origin = inherited ? Origin.Base : Origin.App }, problem) with
                {
                    // Only what schedulers and scalers act on stops a publish.
                    AtMost = name is "io.openshift.non-scalable" or "io.openshift.min-memory" or "io.openshift.min-cpu" ? null : Severity.Warning,
                };
            }
        }
    }

    private static string? ProblemOf(string name, string value, Publication publication) => name switch
    {
        "io.openshift.non-scalable" => LabelFormats.Boolean(value),
        "io.openshift.min-memory" or "io.openshift.min-cpu" => LabelFormats.PositiveQuantity(value),
        "io.openshift.tags" or "io.openshift.wants" => LabelFormats.Tags(value),
        "io.openshift.expose-services" => LabelFormats.Services(value, publication.Config.Config.ExposedPorts),
        "io.openshift.s2i.scripts-url" or "io.s2i.scripts-url" => LabelFormats.ScriptsUrl(value),
        "io.k8s.description" or "description" or "org.opencontainers.image.description" => LabelFormats.Description(value),
        "org.opencontainers.image.created" => LabelFormats.Timestamp(value),
        "org.opencontainers.image.licenses" => LabelFormats.License(value),
        "url" or "org.opencontainers.image.url" or "org.opencontainers.image.source" or "org.opencontainers.image.documentation" => LabelFormats.Url(value),
        _ => null,
    };
}
