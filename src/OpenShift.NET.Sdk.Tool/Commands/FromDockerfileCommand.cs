using System.CommandLine;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.Dockerfiles.Migration;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image from-dockerfile PATH</c>.</summary>
internal static class FromDockerfileCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "The Dockerfile of a .NET project, or the folder it lies in.", DefaultValueFactory = static _ => "." };
        var target = new Option<string?>("--target") { Description = "The stage whose image it is; default: the last one." };
        var command = new Command("from-dockerfile", "Prints the properties and items that do in a project what its Dockerfile does, and names every instruction that none does, with the way. Exit codes: 0 everything is carried over, 1 something is not, 2 could not run.") { path, target };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string file = Path.GetFullPath(parsed.GetRequiredValue(path));
            file = Directory.Exists(file) ? Path.Combine(file, "Dockerfile") : file;
            Dockerfile dockerfile = DockerfileReader.Read(file, await ReadAsync(file, cancellationToken).ConfigureAwait(false));
            if (dockerfile.Stages.IsEmpty || !DockerfileMigration.IsOfDotNet(dockerfile))
            {
                throw new OpenShiftException(
                    ToolCodes.InvalidCommandLine,
                    dockerfile.Stages.IsEmpty ? $"'{file}' is no Dockerfile: it has no FROM" : $"'{file}' is not the Dockerfile of a .NET application: nothing in it speaks of dotnet",
                    "Name the Dockerfile of a .NET project.");
            }

            string? stage = parsed.GetValue(target);
            int index = stage is null ? dockerfile.Stages.Length - 1 : DockerfileMigration.IndexOf(dockerfile, stage);
            if (index < 0)
            {
                throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{file}' has no stage '{stage}'", $"Name one of its stages: {string.Join(", ", dockerfile.Stages.Select(static s => s.Name).OfType<string>())}.");
            }

            ProjectMigration migration = DockerfileMigration.Of(dockerfile, index);
            foreach (string line in MigrationText.Lines(migration, dockerfile.Name))
            {
                Terminal.WriteLine(line);
            }

            return migration.Open.IsEmpty ? ExitCodes.Clean : ExitCodes.Findings;
        });
        return command;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            char[] text = new char[DockerfileReader.MaximumLength + 1];
            int length = await reader.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false);
            return length <= DockerfileReader.MaximumLength
                ? new string(text, 0, length)
                : throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{file}' has more than {DockerfileReader.MaximumLength} characters", "Name a Dockerfile.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(
                ToolCodes.InvalidCommandLine,
                $"'{file}' cannot be read ({ReadFailure.ReasonOf(e)})",
                "Name the Dockerfile of a .NET project, or the folder it lies in.",
                null,
                e);
        }
    }
}
