using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.SourceToImage;

namespace OpenShift.NET.Sdk.Guidelines.G15_CommonLibraries.OSC1502_RestoreLooksAtPackages;

/// <summary>OSC1502.</summary>
[Rule(
    "OSC1502",
    "A restore looks at the packages that a builder brings along",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Leave the packages to the items OpenShiftCommonLibrary, whose folder every restore in the image looks at, or keep the folder out of the publish output.",
    ImageFix = "Name the folder to every restore (ENV RestoreAdditionalProjectSources=DIR for a feed, ENV NUGET_FALLBACK_PACKAGES=DIR for unpacked packages), or delete it in the step that fills it.")]
public sealed class RestoreLooksAtPackages : Rule
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

        foreach (PackageFolder folder in packages.Folders)
        {
            if (!packages.IsLookedAt(folder))
            {
                yield return Finding.Violation(Location.OfFile(publication.Files, folder.First), $"lies in {folder.Path}, a folder of NuGet packages that no restore of this builder looks at: no variable, no nuget.config and no script names it");
            }
        }
    }
}
