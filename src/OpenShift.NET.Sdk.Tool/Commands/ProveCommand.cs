using System.Collections.Immutable;
using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image prove IMAGE</c>.</summary>
internal static class ProveCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new ImageOptions();
        var manifests = new Option<string?>("--manifests") { Description = "Folder with the manifests that run the image; default: it runs as it comes, with a read-only root." };
        var environment = new Option<string[]>("--env") { Description = "A variable of the run, NAME=VALUE, or NAME to take it from this environment; can be given several times.", DefaultValueFactory = static _ => [] };
        var engine = new Option<string>("--engine") { Description = "What runs it.", DefaultValueFactory = static _ => "auto" };
        engine.AcceptOnlyFromAmong("auto", "sandbox", "podman", "docker", "inplace");
        var timeout = new Option<int>("--timeout") { Description = "Seconds it may take until it is ready.", DefaultValueFactory = static _ => 60 };
        var command = new Command("prove", "Runs an image as OpenShift would run it, and holds every rule that needs no project against the image and what it did. Exit codes: 0 clean, 1 findings at the threshold, 2 could not run.")
        {
            manifests, environment, engine, timeout,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => options.ReportOf(parsed).RunAsync(
            terminal,
            options.RequestOf(parsed) with
            {
                Proof = new ImageProofRequest
                {
                    Manifests = ImageOptions.FullPath(parsed.GetValue(manifests)),
                    Run = new ProveFacts
                    {
                        When = "Always",
                        Engine = parsed.GetRequiredValue(engine),
                        TimeoutSeconds = parsed.GetValue(timeout) is >= 1 and <= 3600 and var seconds ? seconds : throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"--timeout is {parsed.GetValue(timeout)}", "Write a number of seconds from 1 to 3600."),
                        Settings = Variables(parsed.GetValue(environment) ?? []),
                    },
                },
            },
            cancellationToken));
        return command;
    }

    // No message repeats a value.
    private static ImmutableArray<NamedValue> Variables(string[] entries)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in entries)
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? entry : entry[..equals];
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            {
                throw new OpenShiftException(ToolCodes.InvalidCommandLine, "An --env has no name in front of its '='", "Write it as NAME=VALUE.");
            }

            variables[name] = equals >= 0 ? entry[(equals + 1)..]
                : Environment.GetEnvironmentVariable(name) ?? throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"The variable {name} of an --env is not set in this environment", "Set it, or write --env NAME=VALUE.");
        }

        return [.. variables.Select(static v => new NamedValue(v.Key, v.Value))];
    }
}
