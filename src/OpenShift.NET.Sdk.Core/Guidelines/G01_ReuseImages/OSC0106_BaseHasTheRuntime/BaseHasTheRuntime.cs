using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0106_BaseHasTheRuntime;

/// <summary>A framework-dependent application finds the shared frameworks it asks for in its image.</summary>
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
        ArgumentNullException.ThrowIfNull(publication);
        Location where = WhereOf(publication);
        if (publication.Project is { Application: { SelfContained: true } or { Aot: true } })
        {
            return [Finding.NotApplicable(where, "needs no .NET runtime, because the application brings its own")];
        }

        DotnetApplication[] applications = [.. publication.Applications.Where(static a => !a.IsSelfContained && a is { HostResolver: null } or { Frameworks.IsEmpty: false })];
        return applications.Length > 0 ? applications.SelectMany(a => Judge(publication, a, where).Select(f => f with { AtMost = a.Process is { IsCertain: true, IsMain: true } ? f.AtMost : Severity.Warning }))
            : publication.Project is { } project ? OfProject(publication, project, where)
            : [Finding.NotApplicable(where, "starts no .NET application whose frameworks are known")];
    }

    private static Location WhereOf(Publication publication) =>
        (publication.Base?.Name ?? publication.Project?.Image.BaseImage) is not { } name
            ? new Location("The image", "base:runtime")
            : new Location($"Base image {name}", "base:runtime", publication.Project?.PlaceOf("ContainerBaseImage", "ContainerFamily", "OpenShiftBaseImageArchive"));

    private static IEnumerable<Finding> Judge(Publication publication, DotnetApplication application, Location where)
    {
        string shown = ImagePath.Name(application.Path);
        if (!application.RootIsKnown)
        {
            yield return Finding.CouldNotTell(where, $"cannot be compared with what {shown} asks for, because the folder of its runtime, DOTNET_ROOT, is known only in the run");
            yield break;
        }

        if (application.HostResolver is null)
        {
            yield return application.IsAppHost
                ? Finding.Violation(where, $"has no .NET runtime where {ImagePath.Name(application.Process.Words[0])} looks for it, which is {application.Root}{(application.RootSource is { } source ? $" ({source})" : "")}, so it will not start") with
                {
                    Fix = "Choose a base image with the runtime, set DOTNET_ROOT to the folder it is in, or publish self-contained.",
                }
                : Finding.Violation(where, $"has 'dotnet' in {application.Root}, but not the libhostfxr.so it loads first, so {shown} will not start");
            yield break;
        }

        if (!application.PolicyIsKnown)
        {
            yield return Finding.CouldNotTell(where, $"cannot be compared with what {shown} asks for, because its roll-forward policy is known only in the run");
            yield break;
        }

        FrameworkResolution resolution = FrameworkFolder.Resolve(application, publication.Files);
        if (resolution.Failed is not { } failed)
        {
            yield break;
        }

        where = where with { Scope = "base:runtime:" + failed.Name };
        ImmutableHashSet<NuGetVersion> versions = SharedFrameworks.InstalledIn(publication.Files, application.Root).GetValueOrDefault(failed.Name, []);
        string wants = resolution.RequiredBy is { } by ? $"{by} {resolution.Chosen.GetValueOrDefault(by)}" : shown;
        yield return versions.IsEmpty
            ? Finding.Violation(where, $"does not have the shared framework {failed.Name}, without which {wants} will not start")
            : Finding.Violation(where, $"has {failed.Name} {string.Join(", ", versions.Order())}, but {wants} asks for {failed.Version}{PolicyText(failed.RollForward)} and will not start");
    }

    private static string PolicyText(RollForward policy) => policy == RollForward.Minor ? "" : $" (rollForward {policy})";

    // The image shows neither the host nor what it would load: what the project says is all there is.
    private static IEnumerable<Finding> OfProject(Publication publication, ProjectFacts project, Location where)
    {
        string name = publication.Base?.Name ?? project.Image.BaseImage;
        if (!NuGetVersion.TryParse(project.Application.TargetFrameworkVersion.TrimStart('v', 'V'), out NuGetVersion? target))
        {
            yield return Finding.CouldNotTell(where, $"cannot be compared with TargetFrameworkVersion '{project.Application.TargetFrameworkVersion}', which is no version");
            yield break;
        }

        ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>> installed = SharedFrameworks.InstalledIn(publication.Files);
        bool rollsForward = StatedPolicy.CrossesMajors(publication);
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
