using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1705_ReadyForCertification;

/// <summary>OSC1705.</summary>
[Rule(
    "OSC1705",
    "The image has what Red Hat's certification asks for",
    Basic = Severity.None,
    Recommended = Severity.None,
    Strict = Severity.None,
    Fix = "Set the label for this image with a ContainerLabel item.",
    ImageFix = "Set the label for this image in the Dockerfile (LABEL).")]
public sealed class ReadyForCertification : Rule
{
    private const string Licenses = "/licenses";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ImmutableSortedDictionary<string, string> labels = publication.Config.Config.Labels ?? ImmutableSortedDictionary<string, string>.Empty;
        ImmutableSortedDictionary<string, string> inherited = publication.Base?.Config.Config.Labels ?? ImmutableSortedDictionary<string, string>.Empty;
        foreach (string name in (string[])["name", "vendor", "version", "release", "summary", "description", "maintainer"])
        {
            if (!labels.TryGetValue(name, out string? value) || string.IsNullOrWhiteSpace(value))
            {
                yield return Finding.Violation(Location.OfLabel(publication, name), "is missing, which certification requires");
            }
            else if (inherited.GetValueOrDefault(name) == value && !(publication.Project?.Image.Labels.Any(l => l.Name == name) ?? false))
            {
                yield return Finding.Violation(Location.OfLabel(publication, name), "is the base image's, and certification wants this image's own");
            }
            else if (name is "name" or "vendor" or "maintainer" && BeginsWithTrademark(value))
            {
                yield return Finding.Violation(Location.OfLabel(publication, name), "begins with Red Hat's trademark") with { Fix = "Begin with your own name; 'for Red Hat OpenShift' may follow." };
            }
        }

        if (!publication.Files.TryResolve(Licenses, out FileVersion? folder) || !publication.Files.Descendants(folder.Path).Any(static f => f.File is { Kind: FileKind.File, Size: > 0 }))
        {
            yield return Finding.Violation(Location.OfImage(publication) with { Scope = "file:" + Licenses }, "has no licence text in /licenses, which certification requires") with
            {
                Fix = "Build on a base image that has your terms in /licenses.",
            };
        }
    }

    // Red Hat, RedHat, RED-HAT, …
    private static bool BeginsWithTrademark(string value)
    {
        ReadOnlySpan<char> rest = value.AsSpan().TrimStart();
        if (!rest.StartsWith("red", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest[3..];
        while (!rest.IsEmpty && !char.IsAsciiLetterOrDigit(rest[0]))
        {
            rest = rest[1..];
        }

        return rest.StartsWith("hat", StringComparison.OrdinalIgnoreCase) && (rest.Length == 3 || !char.IsAsciiLetter(rest[3]));
    }
}
