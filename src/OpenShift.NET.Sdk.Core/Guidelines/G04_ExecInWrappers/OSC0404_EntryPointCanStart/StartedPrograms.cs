using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0404_EntryPointCanStart;

/// <summary>What scripts and supervisors start, and what <c>dotnet</c> is told to do.</summary>
internal static class StartedPrograms
{
    /// <summary>What is wrong with one of them; <see langword="null"/> for nothing.</summary>
    public static Finding? Judge(Publication publication, StartedProcess process)
    {
        if (!process.IsCertain)
        {
            return null;
        }

        // The container does not start, whoever wrote the script.
        Location where = StartScripts.Where(publication, process) with { Origin = Origin.App };
        return process.Program is null ? Missing(publication, process, where)
            : ImagePath.Name(process.Program.Path) == "dotnet" && process.Program.File.Marks.HasFlag(ContentMarks.Elf) ? OfSdk(publication, process, process.Program, where)
            : null;
    }

    // The program of the entry point itself is judged as such; of a script, only what takes its place decides.
    private static Finding? Missing(Publication publication, StartedProcess process, Location where)
    {
        if (process is { Command: null, Supervised: null } or { Command.ReplacesShell: false } || process.WorkingDirectory is not { } folder)
        {
            return null;
        }

        string name = process.Words[0];
        if (name.Contains('$', StringComparison.Ordinal) || name.Length == 0)
        {
            return null;
        }

        if (!name.Contains('/', StringComparison.Ordinal))
        {
            return process.Variable("PATH") is { Known: true, Value: not null }
                ? Finding.Violation(where, $"starts '{name}', which no folder of PATH has") with { Fix = FixOf(process) }
                : null;
        }

        string path = ImagePath.Combine(folder, name);
        return FilledInTheRun.Has(publication, path) || publication.Files.TryResolve(path, out _)
            ? null
            : Finding.Violation(where, $"starts '{path}', which is not in the image") with { Fix = FixOf(process) };
    }

    private static string FixOf(StartedProcess process) => process switch
    {
        { Command: { File: not null } command } => FormattableString.Invariant($"Correct line {command.Position.Line} of the script, or copy the program into the image."),
        { Command: not null } => "Correct the shell command, or copy the program into the image.",
        _ => "Correct the supervisor's settings, or copy the program into the image.",
    };

    // "dotnet run", "dotnet Shop" and a file of source text are for the SDK, which images to run do not have.
    private static Finding? OfSdk(Publication publication, StartedProcess process, FileVersion host, Location where)
    {
        if (DotnetCommand.Read(process.Words[1..]).SdkCommand is not { } command || HasSdk(publication, ImagePath.Parent(host.Path)))
        {
            return null;
        }

        bool sources = process.Words.Length > 1 && command.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
        return Finding.Violation(where, $"starts 'dotnet {ImagePath.Name(command)}', which is {(sources ? "a source file" : "no assembly (FILE.dll) but a command")} for the .NET SDK, and the image has only the runtime") with
        {
            // A script goes on when what prepares the start fails.
            AtMost = process.IsMain ? null : Severity.Warning,
            Fix = "Start the published assembly: dotnet FILE.dll.",
        };
    }

    /// <summary>Whether the folder of a <c>dotnet</c> program has an SDK too.</summary>
    public static bool HasSdk(Publication publication, string root) =>
        publication.Files.TryResolve(root + "/sdk", out FileVersion? folder) && publication.Files.Children(folder.Path).Any();
}
