using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1308_NoPasswdFile;

/// <summary>OSC1308.</summary>
[Rule(
    "OSC1308",
    "The image has no /etc/passwd",
    Basic = Severity.None,
    Recommended = Severity.None,
    Strict = Severity.None,
    Fix = "Leave this rule off: without the file the container runtime adds no entry for the arbitrary user (OSC1307).")]
public sealed class NoPasswdFile : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Files.Find("/etc/passwd") is { } file)
        {
            yield return Finding.Violation(Location.OfFile(publication.Files, file), "exists, which the guideline's sentence, taken by its letters, does not want");
        }
    }
}
