using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0408_ProgramsCarryNoCapabilities;

/// <summary>What a container starts carries no effective file capabilities.</summary>
[Rule(
    "OSC0408",
    "What the container starts carries no file capabilities",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Remove them where the file is made (setcap -r FILE); a port of 1024 or higher needs none.",
    ImageFix = "Remove them in the Dockerfile (RUN setcap -r FILE); a port of 1024 or higher needs none.")]
public sealed class ProgramsCarryNoCapabilities : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (FileVersion file in StartedWithCapabilities.Of(publication))
        {
            // Whoever put it there: a container whose program Linux refuses does not start.
            yield return Finding.Violation(
                Location.OfFile(publication.Files, file) with { Origin = Origin.App },
                "is started and carries file capabilities, so under restricted-v2, which drops all capabilities, Linux refuses to execute it ('operation not permitted')") with
            {
                Fix = file.Origin == Origin.Base ? "Choose a base image whose program carries none; a port of 1024 or higher needs none." : null,
                ImageFix = $"Remove them in the Dockerfile (RUN setcap -r {file.Path}); a port of 1024 or higher needs none.",
            };
        }
    }
}
