using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0106_BaseHasTheRuntime;

/// <summary>A framework-dependent application finds the shared frameworks it was built for in its base image.</summary>
[Rule(
    "OSC0106",
    "The base image has the .NET runtime the application targets",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Choose the base image of the framework the application targets, or publish self-contained.")]
public sealed class BaseHasTheRuntime : Rule
{
    private const string CoreFramework = "Microsoft.NETCore.App";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, so the framework it targets is not known");
            yield break;
        }

        string name = publication.Base?.Name ?? project.Image.BaseImage;
        var where = new Location($"Base image {name}", "base:runtime", project.PlaceOf("ContainerBaseImage", "ContainerFamily", "OpenShiftBaseImageArchive"));
        if (project.Application is { SelfContained: true } or { Aot: true })
        {
            yield return Finding.NotApplicable(where, "needs no .NET runtime, because the application brings its own");
            yield break;
        }

        if (!NuGetVersion.TryParse(project.Application.TargetFrameworkVersion.TrimStart('v', 'V'), out NuGetVersion? target))
        {
            yield return Finding.CouldNotTell(where, $"cannot be compared with TargetFrameworkVersion '{project.Application.TargetFrameworkVersion}', which is no version");
            yield break;
        }

        ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>> installed = SharedFrameworks.InstalledIn(publication.Files);
        bool rollsForward = RollForward.CrossesMajors(publication);
        if (installed.IsEmpty)
        {
            if (StatedRuntime.Find(publication, name) is not { } stated)
            {
                yield return Finding.CouldNotTell(where, "does not tell which .NET runtime it has");
            }
            else if (!Serves(stated.Version, target, rollsForward))
            {
                yield return Finding.Violation(where, $"has the .NET {stated.Version} runtime ({stated.Source}), but the application targets .NET {target.Major}.{target.Minor} and will not start");
            }

            yield break;
        }

        foreach (string framework in project.Application.Frameworks is { IsEmpty: false } referenced ? referenced : [CoreFramework])
        {
            ImmutableHashSet<NuGetVersion> versions = installed.GetValueOrDefault(framework, []);
            if (versions.IsEmpty)
            {
                yield return Finding.Violation(where with { Scope = "base:runtime:" + framework }, $"does not have the shared framework {framework}, without which the application will not start");
            }
            else if (!versions.Any(v => Serves(v, target, rollsForward)))
            {
                yield return Finding.Violation(
                    where with { Scope = "base:runtime:" + framework },
                    $"has {framework} {string.Join(", ", versions.Order())}, but the application targets .NET {target.Major}.{target.Minor} and will not start");
            }
        }
    }

    // The host's default policy "Minor" stays inside the major version.
    private static bool Serves(NuGetVersion runtime, NuGetVersion target, bool rollsForward) =>
        runtime.Major == target.Major ? runtime.Minor >= target.Minor : rollsForward && runtime.Major > target.Major;
}
