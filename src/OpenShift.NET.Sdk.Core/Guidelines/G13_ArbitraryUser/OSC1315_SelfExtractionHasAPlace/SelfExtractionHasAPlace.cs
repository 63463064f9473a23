using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1315_SelfExtractionHasAPlace;

/// <summary>A self-extracting single file can unpack itself.</summary>
[Rule(
    "OSC1315",
    "A single file that unpacks itself has a writable place to do so",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Remove the DOTNET_BUNDLE_EXTRACT_BASE_DIR item, which this SDK sets to /tmp/.net, or set it to a folder below /tmp or an OpenShiftWritablePath.",
    ImageFix = "Set DOTNET_BUNDLE_EXTRACT_BASE_DIR to a folder below /tmp (ENV DOTNET_BUNDLE_EXTRACT_BASE_DIR=/tmp/.net).")]
public sealed class SelfExtractionHasAPlace : Rule
{
    private const string Variable = "DOTNET_BUNDLE_EXTRACT_BASE_DIR";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { Application: { SingleFile: true, SelfExtracts: true, Aot: false } } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), publication.Project is null ? "is judged without its project, which tells whether it unpacks itself" : "is no single file that unpacks itself");
            yield break;
        }

        // The host's own order (dotnet/runtime, bundle/extractor): the variable, else .net in the home folder.
        string? set = publication.Config.Config.EnvironmentVariable(Variable);
        string? home = publication.Config.Config.EnvironmentVariable("HOME");
        string folder = set is { Length: > 0 } ? set : home is { Length: > 0 } ? ImagePath.Combine(home, ".net") : "";
        Location where = set is { Length: > 0 } ? Location.OfEnvironment(publication, Variable) with { Origin = Images.Origin.App } : Location.OfConfig(publication, "Env", "ContainerEnvironmentVariable");
        if (folder.Length == 0)
        {
            yield return Finding.Violation(where, $"has neither {Variable} nor HOME, so the application finds no folder to unpack itself to and does not start");
            yield break;
        }

        folder = ImagePath.Combine(ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root), folder);
        if (project.Image.WritablePaths.Any(p => folder == p.Path || ImagePath.IsBelow(folder, ImagePath.Normalize(p.Path)))
            || publication.Config.Config.Volumes?.Keys.Any(v => folder == ImagePath.Normalize(v) || ImagePath.IsBelow(folder, ImagePath.Normalize(v))) == true)
        {
            yield break;
        }

        string existing = folder;
        while (existing != ImagePath.Root && !publication.Files.TryResolve(existing, out _))
        {
            existing = ImagePath.Parent(existing);
        }

        EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, existing);
        if (access.Unknown)
        {
            yield return Finding.CouldNotTell(where, $"leads to {existing}, where an access control list decides who may write");
        }
        else if (!access.Write)
        {
            yield return Finding.Violation(where, $"{(set is { Length: > 0 } ? "is" : "makes the application unpack itself to")} {folder}, which a user of group 0 cannot write, so the application does not start");
        }
    }
}
