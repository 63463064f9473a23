using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1701_RequiredLabelsArePresent;

/// <summary>The labels OpenShift presents an image with are there.</summary>
[Rule(
    "OSC1701",
    "The labels OpenShift shows are present",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Set the project property it is made from.",
    ImageFix = "Set it in the Dockerfile (LABEL).")]
public sealed class RequiredLabelsArePresent : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (IsMissing("io.k8s.description"))
        {
            yield return Missing("io.k8s.description", "the web console and 'oc new-app --search' cannot say what the image does", "Set Description (or OpenShiftDescription) to one or two sentences on what the image does.", "one or two sentences on what the image does");
        }

        if (IsMissing("io.openshift.tags"))
        {
            yield return Missing("io.openshift.tags", "searches by topic do not find the image", "Set OpenShiftTags (or PackageTags) to the topics users would search for.", "the topics users would search for, separated by commas");
        }

        if (IsMissing("io.k8s.display-name"))
        {
            yield return Missing("io.k8s.display-name", "lists show the repository's name instead", "Set Title (or OpenShiftDisplayName).", "a short name") with { AtMost = Severity.Info };
        }

        // An image that exposes nothing (a worker) offers no service.
        if (publication.Config.Config.ExposedPorts is { IsEmpty: false } && IsMissing("io.openshift.expose-services"))
        {
            yield return Missing("io.openshift.expose-services", "users do not see what the exposed ports serve", "Set OpenShiftExposeServices, for example '8080/tcp:http'.", "8080/tcp:http") with { AtMost = Severity.Info };
        }

        bool IsMissing(string label) => string.IsNullOrWhiteSpace(publication.Config.Config.Labels?.GetValueOrDefault(label));

        Finding Missing(string label, string consequence, string fix, string value) =>
            Finding.Violation(Location.OfLabel(publication, label), $"is missing or empty, so {consequence}") with { Fix = fix, ImageFix = $"Set it in the Dockerfile: LABEL {label}=\"{value}\"." };
    }
}
