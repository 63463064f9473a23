using System.Collections.Immutable;
using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;
using OpenShift.NET.Sdk.Tool.Running;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image run</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new ImageOptions(imageIsOptional: true);
        var run = new RunOptions();
        var project = new Option<string?>("--project") { Description = "Project file, or folder that holds one, instead of an image: it is built and its image runs; default: the current folder." };
        var watch = new Option<bool>("--watch") { Description = "Builds the project again when a source changes, and runs the new image in the place of the old one." };
        var configuration = new Option<string?>("--configuration", "-c") { Description = "Configuration of the project's build." };
        var framework = new Option<string?>("--framework", "-f") { Description = "Target framework, of a project that has several." };
        var ports = new Option<string[]>("--port") { Description = "A port of this machine that leads to one of the container, MACHINE:CONTAINER, 0 for any that is free; can be given several times.", DefaultValueFactory = static _ => [] };
        var command = new Command("run", "Runs an image, or that of a project, as OpenShift would run it, and shows its log until it ends or Ctrl+C. Exit codes: the application's own, 130 after Ctrl+C, 2 could not run.")
        {
            project, watch, configuration, framework, ports,
        };
        run.AddTo(command);
        options.AddImageTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ImmutableArray<PortMapping> mappings = PortMapping.Parse(string.Join(';', parsed.GetValue(ports) ?? []), "--port");
            var console = new RunTerminal();
            RunEnd? end;
            if (options.HasImage(parsed))
            {
                if (parsed.GetValue(project) is not null || parsed.GetValue(watch) || parsed.GetValue(configuration) is not null || parsed.GetValue(framework) is not null)
                {
                    throw new OpenShiftException(ToolCodes.InvalidCommandLine, "--project, --watch, --configuration and --framework are for a project, and an image is named", "Leave the image out, or leave them out.");
                }

                end = await new ImageCheck(new ProcessEnvironment()).RunImageAsync(
                    options.ImageOf(parsed) with { Proof = new ImageProofRequest { Manifests = run.ManifestsOf(parsed), Run = run.RunOf(parsed) } },
                    mappings,
                    console,
                    null,
                    cancellationToken).ConfigureAwait(false);
            }
            else
            {
                if (run.ManifestsOf(parsed) is not null)
                {
                    throw new OpenShiftException(ToolCodes.InvalidCommandLine, "--manifests is for an image, and a project has manifests of its own", "Leave it out, or name an image.");
                }

                string file = ProjectFile.Find(ImageOptions.FullPath(parsed.GetValue(project)) ?? Environment.CurrentDirectory);
                var build = new ProjectBuild(file, parsed.GetValue(configuration), parsed.GetValue(framework), often: parsed.GetValue(watch));
                await using (build.ConfigureAwait(false))
                {
                    end = await new ProjectRun(build, facts => run.Over(facts, parsed), mappings, console).RunAsync(parsed.GetValue(watch), cancellationToken).ConfigureAwait(false);
                }
            }

            return cancellationToken.IsCancellationRequested || end is null ? ExitCodes.Interrupted
                : end.HasFailed ? Failed(console, end)
                : end.Code;
        });
        return command;
    }

    private static int Failed(RunTerminal console, RunEnd end)
    {
        OpenShiftException failure = end.ToFailure();
        console.Fail(failure.Code, failure.Message);
        return end.Code;
    }
}
