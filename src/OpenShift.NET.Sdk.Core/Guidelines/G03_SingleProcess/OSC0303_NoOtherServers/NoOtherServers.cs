using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0303_NoOtherServers;

/// <summary>OSC0303.</summary>
[Rule(
    "OSC0303",
    "The application's layers bring no other server along",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Run it in a container of its own, in the same pod or as a service, and leave it out of this image.")]
public sealed class NoOtherServers : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Files.BaseLayerCount == 0 && publication.Project is null)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without knowing its base image");
            yield break;
        }

        foreach (Server server in Server.All())
        {
            if (!IsStarted(publication, server) && Find(publication, server) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (Finding finding in PackageFindings.OfDatabases(publication))
        {
            if (finding.Outcome == Outcome.CouldNotTell)
            {
                yield return finding;
            }
        }
    }

    // An image of that very server is meant to have it. Those of its makers start it by a script: docker-entrypoint.sh, exec "$@".
    private static bool IsStarted(Publication publication, Server server)
    {
        if (publication.StartScript is not { } script)
        {
            return server.Programs.Contains(ImagePath.Name(publication.EntryPoint.ProgramPath ?? "/"));
        }

        for (int i = 0; i < script.Commands.Length; i++)
        {
            StartedCommand command = script.Commands[i];
            if (server.Programs.Contains(command.Name) && (command.ReplacesShell || (script.IsLast(i) && command is { Background: false, Piped: false, Child: false })))
            {
                return true;
            }
        }

        return false;
    }

    private static Finding? Find(Publication publication, Server server)
    {
        foreach (PackageOfImage package in publication.Files.Packages.Packages)
        {
            if (package is { Origin: Origin.App, Kind: not PackageDatabaseKind.NuGet } && server.HasPackage(package.Package.Name))
            {
                return Finding.Violation(PackageFindings.Where(publication, package), $"adds {server.Name} to the image");
            }
        }

        foreach (string folder in (string[])["/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/", "/sbin/", "/bin/"])
        {
            foreach (string program in server.Programs)
            {
                if (publication.Files.Find(folder + program) is { Origin: Origin.App, File: { Kind: FileKind.File } file } found
                    && (file.Mode & 0b001_001_001) != 0
                    && (file.Marks & (ContentMarks.Elf | ContentMarks.Script)) != 0)
                {
                    return Finding.Violation(Location.OfFile(publication.Files, found), $"adds {server.Name} to the image");
                }
            }
        }

        return null;
    }
}
