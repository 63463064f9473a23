using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0305_OneApplication;

/// <summary>OSC0305.</summary>
[Rule(
    "OSC0305",
    "The image holds one .NET application",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Publish it as an image of its own, or leave it out of the publish output (a project reference with ReferenceOutputAssembly=\"false\" and Private=\"false\").",
    ImageFix = "Build it as an image of its own, or leave it out of what the Dockerfile copies.")]
public sealed class OneApplication : Rule
{
    private const string Suffix = ".runtimeconfig.json";

    private static readonly KnownApi[] s_starts = ["System.Diagnostics.Process::Start", "CliWrap.Cli::Wrap", "SimpleExec.Command::*"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        FileVersion[] applications = [.. publication.Files.Visible.Where(f => IsApplication(publication.Files, f))];
        if (applications.Length < 2 || Started(publication, applications) is not { } started)
        {
            yield break;
        }

        foreach (FileVersion other in applications)
        {
            if (other != started && !IsStartedByCode(publication, ImagePath.Name(Program(other))))
            {
                yield return Finding.Violation(Location.OfFile(publication.Files, other), $"belongs to a second application besides {Program(started)}");
            }
        }
    }

    // A library can have the file too; without the assembly beside it nothing can be started. The proxy comes with the server of a Blazor client, for debuggers; the build host with Roslyn's workspaces, which EF Core's design package has.
    private static bool IsApplication(FileTree files, FileVersion file) =>
        file.Origin == Origin.App && file.File.Kind == FileKind.File && file.Path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) && files.Find(Program(file) + ".dll") is not null
        && !file.Path.Contains("/BlazorDebugProxy/", StringComparison.OrdinalIgnoreCase) && !file.Path.Contains("/BuildHost-net", StringComparison.OrdinalIgnoreCase) && RunsInTheContainer(files, file);

    /// <summary>Whether 'dotnet' or a host beside it can start it. A client for the browser names hosts of its own, and a runtime that only comes with it.</summary>
    private static bool RunsInTheContainer(FileTree files, FileVersion file)
    {
        var config = RuntimeConfig.Read(file.File.Text ?? "{}", null);
        return !config.IsForWebAssembly && (config.IncludedFrameworks.IsEmpty || files.Find(Program(file)) is not null);
    }

    // new ProcessStartInfo("dotnet", "Worker.dll"), or a script beside it that starts it: it is a part of this one.
    private static bool IsStartedByCode(Publication publication, string program) =>
        publication.Code is { } code && code.CallsTo(s_starts).Any(static c => c.InProduction)
        && code.Literals.Any(l => l.Reachable && (Names(l.Value, program) || (l.Value.EndsWith(".sh", StringComparison.OrdinalIgnoreCase)
            && publication.Files.Visible.Any(f => f is { Origin: Origin.App, File.Text: { } script } && ImagePath.Name(f.Path).Equals(ImagePath.Name(l.Value), StringComparison.OrdinalIgnoreCase) && script.Contains(program, StringComparison.Ordinal)))));

    private static bool Names(string text, string program) =>
        ImagePath.Name(text) is var name && (name.Equals(program, StringComparison.Ordinal) || name.Equals(program + ".dll", StringComparison.Ordinal) || name.Equals(program + ".exe", StringComparison.Ordinal) || name.StartsWith(program + ".dll ", StringComparison.Ordinal));

    private static string Program(FileVersion file) => file.Path[..^Suffix.Length];

    private static FileVersion? Started(Publication publication, FileVersion[] applications)
    {
        string folder = publication.Config.Config.WorkingDir ?? ImagePath.Root;
        foreach (string? word in (IEnumerable<string?>)[publication.EntryPoint.ProgramPath, .. publication.EntryPoint.ProgramArguments])
        {
            string path = ImagePath.Combine(folder, word ?? "");
            if (applications.FirstOrDefault(a => path == Program(a) || path == Program(a) + ".dll") is { } started)
            {
                return started;
            }
        }

        return null;
    }
}
