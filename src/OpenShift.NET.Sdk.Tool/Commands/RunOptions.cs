using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>How an image is run, for every command that runs one.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _manifests = new("--manifests") { Description = "Folder with the manifests that run the image; default: it runs as it comes, with a read-only root." };
    private readonly Option<string[]> _environment = VariableOption.Create();
    private readonly Option<string> _engine = new("--engine") { Description = "What runs it.", DefaultValueFactory = static _ => "auto" };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Seconds it may take until it is ready.", DefaultValueFactory = static _ => 60 };

    public RunOptions() => _engine.AcceptOnlyFromAmong("auto", "sandbox", "podman", "docker", "inplace");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_manifests, _environment, _engine, _timeout])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Full path of the folder with the manifests; <see langword="null"/> when none is named.</summary>
    /// <exception cref="OpenShiftException">OSC0070: it is no path.</exception>
    public string? ManifestsOf(ParseResult parsed) => ImageOptions.FullPath(parsed.GetValue(_manifests));

    /// <summary>Variables, engine, and time.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public Projects.ProveFacts RunOf(ParseResult parsed) => new()
    {
        When = Projects.ProveWhen.Always,
        Engine = parsed.GetRequiredValue(_engine),
        TimeoutSeconds = parsed.GetValue(_timeout) is >= 1 and <= 3600 and var seconds ? seconds : throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"--timeout is {parsed.GetValue(_timeout)}", "Write a number of seconds from 1 to 3600."),
        Settings = VariableOption.Of(parsed.GetValue(_environment) ?? []),
    };

    /// <summary>What of them was given overrides what a project says.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public Projects.ProveFacts Over(Projects.ProveFacts project, ParseResult parsed)
    {
        Projects.ProveFacts given = RunOf(parsed);
        return project with
        {
            Engine = given.Engine == "auto" ? project.Engine : given.Engine,
            TimeoutSeconds = parsed.GetResult(_timeout) is { Implicit: false } ? given.TimeoutSeconds : project.TimeoutSeconds,
            Settings = [.. project.Settings.Where(s => given.Settings.All(g => g.Name != s.Name)).Concat(given.Settings).OrderBy(static s => s.Name, StringComparer.Ordinal)],
        };
    }
}
