using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility.OSC0204_ContractIsKept;

/// <summary>Nothing of the committed contract is gone while its major version stays.</summary>
[Rule(
    "OSC0204",
    "Under one major version the image keeps what its users rely on",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Bring it back, or publish a new major version and write its contract with -p:OpenShiftUpdateContract=true.",
    ImageFix = "Bring it back, or publish a new major version.")]
public sealed class ContractIsKept : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication is not { Project: { } project, Contract: { } contract })
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), $"has no committed {ImageContract.FileName} beside its project");
            yield break;
        }

        string path = Path.Combine(Path.GetDirectoryName(project.Identity.ProjectFile) ?? "", ImageContract.FileName);
        var file = new Location(ImageContract.FileName, "contract", new SourceLocation(path));
        if (project.Checks.TagScheme != "semver")
        {
            yield return Finding.NotApplicable(file, $"promises nothing, because tags follow no version (OpenShiftTagScheme is '{project.Checks.TagScheme}')");
            yield break;
        }

        string? before = ContractComparison.StreamOf(contract.Version);
        string? now = ContractComparison.StreamOf(project.Identity.Version);
        if (before is null || now is null)
        {
            yield return Finding.CouldNotTell(file, $"has the version '{contract.Version}', the project '{project.Identity.Version}', which cannot be compared");
            yield break;
        }

        if (before != now)
        {
            yield return Finding.Violation(file, $"still is that of version {contract.Version}, so nothing is held against {project.Identity.Version}") with
            {
                AtMost = Severity.Info,
                Fix = "Write the contract of the new version with -p:OpenShiftUpdateContract=true and commit it.",
            };
            yield break;
        }

        foreach (ContractBreak gone in ContractComparison.Breaks(contract, PublishedContract.Of(publication)))
        {
            string item = char.ToUpperInvariant(gone.Item[0]) + gone.Item[1..];
            var where = new Location(item, "contract:" + gone.Item, new SourceLocation(path));
            yield return gone.IsAsked
                ? Finding.Violation(where, $"{gone.Seen}, and {ImageContract.FileName} of {contract.Version} asks users of the tag {now} for no such thing") with { Fix = "Give it a default, or publish a new major version and write its contract with -p:OpenShiftUpdateContract=true." }
                : Finding.Violation(where, $"{gone.Seen}, but {ImageContract.FileName} of {contract.Version} promises it to users of the tag {now}");
        }
    }
}
