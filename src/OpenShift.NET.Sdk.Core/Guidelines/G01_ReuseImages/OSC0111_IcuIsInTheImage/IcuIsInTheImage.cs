using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0111_IcuIsInTheImage;

/// <summary>An application that is not in globalization-invariant mode finds ICU in its image.</summary>
[Rule(
    "OSC0111",
    "The image has the ICU libraries that cultures need, or the application does without",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Choose a base image with ICU (of Microsoft's chiselled and Alpine images the tag with -extra, elsewhere the package libicu or icu-libs), or set <InvariantGlobalization>true</InvariantGlobalization> where no culture is needed.",
    ImageFix = "Choose a base image with ICU (of Microsoft's chiselled and Alpine images the tag with -extra, elsewhere the package libicu or icu-libs), or write ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true where no culture is needed.")]
public sealed class IcuIsInTheImage : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        Location where = publication.Base is { } image
            ? new Location($"Base image {image.Name}", "base:icu", publication.Project?.PlaceOf("ContainerBaseImage", "ContainerFamily", "OpenShiftBaseImageArchive"))
            : new Location("The image", "base:icu");
        bool any = false;
        foreach ((StartedProcess process, RuntimeConfig? config, string folder) in Programs(publication).OrderByDescending(static p => IsDecisive(p.Process)))
        {
            any = true;
            var mode = GlobalizationMode.Of(process, config, publication.Project?.Application.InvariantGlobalization ?? false);
            (ImmutableArray<string> missing, bool certain) = mode.IsInvariant == true ? ([], true) : IcuLibraries.MissingFor(process, folder, mode.AppLocalIcu, publication.Files);
            if (missing.IsEmpty)
            {
                continue;
            }

            string names = string.Join(" and ", missing.Select(m => m + ".so." + (mode.AppLocalIcu?.Split(':')[^1] ?? "NN")));
            Finding finding = mode.IsInvariant is null
                ? Finding.CouldNotTell(where, $"has no {names}, and whether the application does without is decided by {mode.Source} in the run")
                : !certain
                ? Finding.CouldNotTell(where, $"has {names} only in folders of the application, and where they are looked for is decided by LD_LIBRARY_PATH in the run")
                : mode.AppLocalIcu is { } local
                ? Finding.Violation(where, $"gets no {names}, which the application brings along by its System.Globalization.AppLocalIcu '{local}', so it ends as soon as it starts") with
                {
                    Fix = "Add the package Microsoft.ICU.ICU4C.Runtime of that version, or remove the setting and choose a base image with ICU.",
                }
                : Finding.Violation(where, $"has no {names}, and the application is not in globalization-invariant mode, so it ends as soon as it starts ('Couldn't find a valid ICU package')");
            yield return finding with { AtMost = IsDecisive(process) ? finding.AtMost : Severity.Warning };
            yield break;
        }

        if (!any)
        {
            yield return Finding.NotApplicable(where, "starts no .NET application whose globalization mode is known");
        }
    }

    // What only some runs start, or what prepares the start, does not keep the container from starting.
    private static bool IsDecisive(StartedProcess process) => process is { IsCertain: true, IsMain: true };

    // Single files and native programs have their settings in themselves; of those of the project they are known.
    private static IEnumerable<(StartedProcess Process, RuntimeConfig? Config, string Folder)> Programs(Publication publication)
    {
        foreach (DotnetApplication application in publication.Applications)
        {
            if (application is { Assembly: not null, Config: { Problem: null } config })
            {
                yield return (application.Process, config, application.Folder);
            }
        }

        if (publication.Project is { Application: { SingleFile: true } or { Aot: true } } project)
        {
            string host = ImagePath.Combine(project.Image.WorkingDirectory, project.Identity.AssemblyName);
            foreach (StartedProcess process in publication.Processes.Where(p => p.Program?.Path == host))
            {
                yield return (process, null, ImagePath.Parent(host));
            }
        }
    }
}
