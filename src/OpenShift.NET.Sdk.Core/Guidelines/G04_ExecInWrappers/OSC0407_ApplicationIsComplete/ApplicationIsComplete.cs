using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;
using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0407_ApplicationIsComplete;

/// <summary>The assembly that a container starts and the files its host reads beside it are in the image.</summary>
[Rule(
    "OSC0407",
    "The .NET application the container starts is in the image, with the files its host reads",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Name the assembly that is in the image, or remove the entry point and leave the start to this SDK.",
    ImageFix = "Name the assembly that is in the image in ENTRYPOINT of the Dockerfile, or wherever it is started.")]
public sealed class ApplicationIsComplete : Rule
{
    private const string Leave = "Leave the file in the publish folder; 'dotnet publish' writes it.";

    // Since then the host no longer looks whether what deps.json lists is there.
    private const int HostThatDoesNotLook = 8;

    // What a self-contained application needs beside its host.
    private static readonly string[] s_ownRuntime = ["libhostfxr.so", "libhostpolicy.so", "libcoreclr.so", "System.Private.CoreLib.dll"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        DotnetApplication[] applications = [.. publication.Applications.Where(static a => a.Process.IsCertain)];
        return applications.Length == 0
            ? [Finding.NotApplicable(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), "starts no .NET application in files of its own")]
            : applications.SelectMany(a => Judge(publication, a).Select(f => f with { AtMost = a.Process.IsMain ? f.AtMost : Severity.Warning }));
    }

    private static IEnumerable<Finding> Judge(Publication publication, DotnetApplication application)
    {
        // The container does not start, whoever wrote the script.
        Location start = StartScripts.Where(publication, application.Process) with { Origin = Origin.App };
        if (application.Assembly is null)
        {
            if (!FilledInTheRun.Has(publication, application.Path))
            {
                yield return MissingAssembly(publication, application, start);
            }

            yield break;
        }

        if (application.PolicyProblem is { } policy)
        {
            yield return Finding.Violation(start, $"starts {ImagePath.Name(application.Path)}, which its host refuses: {policy}") with { Fix = "Set it to one of these, or remove it." };
        }

        Location assembly = Location.OfFile(publication.Files, application.Assembly) with { Origin = Origin.App };
        FileTree files = publication.Files;
        if (application.ConfigFile is null)
        {
            if (!files.TryResolve(application.Folder + "/libhostpolicy.so", out _))
            {
                yield return Finding.Violation(assembly, $"is what the container starts, but {application.ConfigPath} is not in the image, from which the host learns its runtime") with { Fix = Leave };
            }

            yield break;
        }

        if (application.Config is { Problem: { } problem })
        {
            yield return Finding.Violation(Location.OfFile(files, application.ConfigFile) with { Origin = Origin.App }, $"cannot be read by the host, which starts nothing: {problem}") with { Fix = "Correct the file, or what writes it (runtimeconfig.template.json in the project).", ImageFix = "Correct the file." };
            yield break;
        }

        if (application.IsSelfContained)
        {
            string[] missing = [.. s_ownRuntime.Where(f => (application.IsAppHost || f != s_ownRuntime[0]) && !files.TryResolve(application.Folder + "/" + f, out _))];
            if (missing.Length > 0)
            {
                yield return Finding.Violation(assembly, $"is self-contained, but {string.Join(", ", missing)} of its runtime {(missing.Length == 1 ? "is" : "are")} not beside it") with { Fix = "Publish the whole folder that 'dotnet publish --self-contained' writes." };
                yield break;
            }
        }

        foreach (Finding finding in OfDependencies(publication, application))
        {
            yield return finding;
        }
    }

    private static Finding MissingAssembly(Publication publication, DotnetApplication application, Location start)
    {
        string name = ImagePath.Name(application.Path);
        string seen = application.IsAppHost
            ? $"starts {application.Process.Program!.Path}, which is the host of {name}, and {application.Path} is not in the image"
            : $"starts 'dotnet {name}', and {application.Path} is not in the image";
        return Nearest(publication, name) is { } other
            ? Finding.Violation(start, seen) with
            {
                Fix = $"The image has {other}: name that one, or remove the entry point and leave the start to this SDK.",
                ImageFix = $"The image has {other}: name that one.",
            }
            : Finding.Violation(start, seen);
    }

    // The same name elsewhere, or the only application there is.
    private static string? Nearest(Publication publication, string name)
    {
        const string Config = ".runtimeconfig.json";
        string[] applications =
        [
            .. publication.Files.Visible.Where(static f => f.Origin == Origin.App && f.Path.EndsWith(Config, StringComparison.OrdinalIgnoreCase))
                .Select(static f => f.Path[..^Config.Length] + ".dll")
                .Where(p => publication.Files.Find(p) is not null),
        ];
        return applications.FirstOrDefault(p => ImagePath.Name(p).Equals(name, StringComparison.OrdinalIgnoreCase)) ?? (applications is [var only] ? only : null);
    }

    private static IEnumerable<Finding> OfDependencies(Publication publication, DotnetApplication application)
    {
        if (application.Dependencies is not { } file || file.File.Packages is not { } dependencies)
        {
            yield break;
        }

        Location where = Location.OfFile(publication.Files, file) with { Origin = Origin.App };
        if (dependencies.Problem is { } problem)
        {
            if (problem == DepsFile.NotJson)
            {
                yield return Finding.Violation(where, $"{problem}, so the host starts nothing") with { Fix = Leave };
            }

            yield break;
        }

        if (application.ProbesElsewhere)
        {
            yield break;
        }

        FrameworkResolution resolution = FrameworkFolder.Resolve(application, publication.Files);
        if (resolution.Failed is not null || !application.RootIsKnown)
        {
            // OSC0106 says it.
            yield break;
        }

        string[] frameworks = [.. resolution.Chosen.Select(f => FrameworkFolder.FolderOf(application.Root, f.Key, f.Value, publication.Files)).OfType<string>()];
        ListedAssembly[] missing =
        [
            .. dependencies.Assemblies.Where(a => !publication.Files.TryResolve(ImagePath.Combine(application.Folder, a.File), out _)
                && !frameworks.Any(f => publication.Files.TryResolve(f + "/" + ImagePath.Name(a.File), out _))),
        ];
        if (missing.Length == 0)
        {
            yield break;
        }

        bool refuses = resolution.Chosen.GetValueOrDefault("Microsoft.NETCore.App") is { } runtime && runtime.Major < HostThatDoesNotLook;
        string what = missing.Length == 1
            ? $"lists {missing[0].File} of {missing[0].Library}, which is not in the image"
            : FormattableString.Invariant($"lists {missing.Length} assemblies that are not in the image, the first of them {missing[0].File} of {missing[0].Library}");
        yield return Finding.Violation(where, refuses ? $"{what}: the host refuses to start the application" : $"{what}: the first use of it throws FileNotFoundException") with
        {
            AtMost = refuses ? null : Severity.Warning,
            Fix = "Leave in the publish folder what 'dotnet publish' puts there, or remove the reference.",
        };
    }
}
