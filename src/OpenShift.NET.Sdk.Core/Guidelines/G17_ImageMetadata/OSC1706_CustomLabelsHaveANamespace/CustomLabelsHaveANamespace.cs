using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1706_CustomLabelsHaveANamespace;

/// <summary>Labels that no specification names have a domain in front.</summary>
[Rule(
    "OSC1706",
    "Labels of your own have a namespace",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Put a domain of yours in front, turned around: com.contoso.team.")]
public sealed class CustomLabelsHaveANamespace : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ImmutableSortedDictionary<string, string>? inherited = publication.Base?.Config.Config.Labels;
        foreach (string name in publication.Config.Config.Labels?.Keys ?? [])
        {
            if (!name.Contains('.', StringComparison.Ordinal) && !IsKnown(name) && inherited?.ContainsKey(name) != true)
            {
                yield return Finding.Violation(Location.OfLabel(publication, name), "has no namespace, so it can mean something else to another tool");
            }
        }
    }

    // Red Hat's certification set, what Red Hat's own images carry, and Docker's atomic command labels.
    private static bool IsKnown(string name) => name.ToLowerInvariant() is
        "name" or "vendor" or "version" or "release" or "summary" or "description" or "maintainer" or "url" or "license" or "licenses"
        or "architecture" or "build-date" or "distribution-scope" or "vcs-ref" or "vcs-type" or "vcs-url" or "authoritative-source-url" or "cpe" or "usage" or "help" or "run" or "install" or "uninstall" or "changelog-url";
}
