using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1205_AssembleIsInGroupZero;

/// <summary>OSC1205.</summary>
[Rule(
    "OSC1205",
    "The user of assemble is in group 0 by the account file, too",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Remove the ContainerLabel and leave the user to OpenShiftSourceToImage, or name an id in it that /etc/passwd does not know or gives group 0, such as 1001.",
    ImageFix = "Name an id that /etc/passwd does not know or gives group 0: LABEL io.openshift.s2i.assemble-user=1001.")]
public sealed class AssembleIsInGroupZero : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is not { IsResult: false, AreInherited: false } scripts || scripts.Find("assemble") is null)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is no builder of source-to-image");
            yield break;
        }

        if (scripts.AssembleUser is { Length: > 0 } user && !UserResolver.KeepsGroupZero(user, publication.Files))
        {
            yield return Finding.Violation(
                scripts.AssembleUserPlace,
                $"makes '{user}' the user of assemble. OpenShift's builder leaves the group out, so it runs in the group /etc/passwd gives that user, which is not 0: what is writable for group 0 is closed to it, and what it writes belongs to a group that no pod runs in") with
            {
                Fix = scripts.AssembleUserPlace.Scope.StartsWith("label:", StringComparison.Ordinal) ? null : $"Leave ContainerUser to OpenShiftSourceToImage, or add the label {BuilderImage.AssembleUserLabel} with an id that /etc/passwd does not know or gives group 0: <ContainerLabel Include=\"{BuilderImage.AssembleUserLabel}\" Value=\"1001\" />.",
                ImageFix = $"Name an id that /etc/passwd does not know or gives group 0: LABEL {BuilderImage.AssembleUserLabel}=1001.",
            };
        }
    }
}
