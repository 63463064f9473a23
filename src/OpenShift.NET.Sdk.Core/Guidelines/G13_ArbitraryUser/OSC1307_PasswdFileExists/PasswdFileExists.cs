using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1307_PasswdFileExists;

/// <summary>OSC1307.</summary>
[Rule(
    "OSC1307",
    "/etc/passwd exists and is not empty",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Use a base image that has the file, and leave it alone.")]
public sealed class PasswdFileExists : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);

        // .NET itself gets along without an entry; what is missed is missed by other programs, of which these images have none.
        bool bare = publication.Project?.Application.Aot == true || publication.Files.BaseLayerCount == 0;
        Severity? atMost = bare ? Severity.Info : null;
        const string consequence = "so CRI-O cannot add the arbitrary user and looking up its name fails";
        if (!publication.Files.TryResolve(UserResolver.PasswdPath, out FileVersion? passwd))
        {
            var where = new Location($"Image file {UserResolver.PasswdPath}", "file:" + UserResolver.PasswdPath, publication.Project?.PlaceOf("ContainerBaseImage"));
            ImmutableArray<FileVersion> versions = publication.Files.Versions(UserResolver.PasswdPath);
            string seen = versions is [.., { HiddenInLayer: { } layer }] ? $"is deleted by layer {layer + 1}" : "is missing";
            yield return Finding.Violation(where, $"{seen}, {consequence}") with { AtMost = atMost };
        }
        else if (passwd.File is { Kind: FileKind.File, Size: 0 })
        {
            yield return Finding.Violation(Location.OfFile(publication.Files, passwd), $"is empty, {consequence}") with { AtMost = atMost };
        }
    }
}
