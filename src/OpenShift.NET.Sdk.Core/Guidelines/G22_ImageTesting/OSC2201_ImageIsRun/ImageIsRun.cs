using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G22_ImageTesting.OSC2201_ImageIsRun;

/// <summary>OSC2201.</summary>
[Rule(
    "OSC2201",
    "The image was run as OpenShift runs it",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Install bubblewrap, podman or docker where the image is built, or choose another way with OpenShiftProveEngine.",
    ImageFix = "Install bubblewrap, podman or docker where the image is proved, or choose another way with --engine.")]
public sealed class ImageIsRun : Rule
{
    /// <summary>Its id.</summary>
    internal const string Id = "OSC2201";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Run is not { } facts)
        {
            yield return Finding.NotJudged(Location.OfImage(publication), "was not run: nobody asked for a proof");
        }
        else if (facts.NotRun is { } reason)
        {
            yield return Finding.Violation(Location.OfImage(publication), "was not run: " + reason.TrimEnd('.'));
        }
        else if (facts.AsDeclared is null)
        {
            yield return Finding.Violation(Location.OfImage(publication), "was not run: no run was made");
        }
    }
}
