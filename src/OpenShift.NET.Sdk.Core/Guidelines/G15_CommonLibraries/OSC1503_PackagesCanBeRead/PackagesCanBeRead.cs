using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.SourceToImage;

namespace OpenShift.NET.Sdk.Guidelines.G15_CommonLibraries.OSC1503_PackagesCanBeRead;

/// <summary>OSC1503.</summary>
[Rule(
    "OSC1503",
    "Any user of group 0 can read the packages that a builder brings along",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Leave the packages to the items OpenShiftCommonLibrary, which any user can read.",
    ImageFix = "Let the group read them: RUN chgrp -R 0 DIR && chmod -R g+rX DIR, in a folder that is nobody's home.")]
public sealed class PackagesCanBeRead : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (BuilderPackages.Of(publication) is not { Folders.IsEmpty: false } packages)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is no builder of .NET applications that brings packages along");
            yield break;
        }

        // What no restore looks at, nobody has to read (OSC1502).
        foreach (PackageFolder folder in packages.Folders.Where(packages.IsLookedAt))
        {
            EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, folder.First.Path);
            Location where = Location.OfFile(publication.Files, folder.First);
            if (access.Unknown)
            {
                yield return Finding.CouldNotTell(where, "has an access control list, which decides who may read it");
            }
            else if (access.BlockedBy is { } blocked)
            {
                yield return Finding.Violation(where, $"is a NuGet package in {blocked}, which a user of group 0 cannot pass, so the restore of every build fails");
            }
            else if (!access.Read)
            {
                yield return Finding.Violation(where, $"is a NuGet package, and {PermissionText.Of(folder.First.File)} does not let a user of group 0 read it, so the restore of every build fails");
            }
        }
    }
}
