using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0906_LayersHaveNoCredential;

/// <summary>No layer holds a private key or a file of credentials, not even one that a later layer deletes.</summary>
[Rule(
    "OSC0906",
    "No layer holds a private key or credential file",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Keep the file out of the publish output and mount it from a Secret; replace what it holds if the image was ever delivered.",
    ImageFix = "Keep the file out of what the Dockerfile copies (.dockerignore) and mount it from a Secret; replace what it holds if the image was ever delivered.")]
public sealed class LayersHaveNoCredential : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        FileTree tree = publication.Files;
        foreach (FileVersion file in tree.All)
        {
            if (CredentialDetection.Classify(file) is not { } kind)
            {
                continue;
            }

            string fate = file.HiddenInLayer is not { } hider ? ", which everyone who can pull the image can read"
                : FormattableString.Invariant($"; layer {hider + 1} {(tree.VersionsIn(file.Path, hider).Length > 0 ? "replaces" : "deletes")} it, but layer {file.LayerIndex + 1} still has it for everyone who can pull the image");
            yield return Finding.Violation(Location.OfFile(tree, file), $"holds {kind.Describe()}{fate}");
        }
    }
}
