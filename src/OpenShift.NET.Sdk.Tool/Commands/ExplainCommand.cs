using System.CommandLine;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image explain OSC1309</c>, <c>openshift-image explain IMAGE --dockerfile</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var subject = new Argument<string>("subject") { Description = "A rule or a code of the tool itself, for example OSC1309; with --dockerfile an image." };
        var dockerfile = new Option<bool>("--dockerfile") { Description = "Prints the Dockerfile that gives the image: the same files and configuration." };
        var output = new Option<string?>("--output", "-o") { Description = "With --dockerfile: a new or empty folder that gets the Dockerfile with its build context." };
        var image = new ImageOptions();
        var command = new Command("explain", "Shows the page of a rule; with --dockerfile, the Dockerfile of an image. Exit codes: 0 shown or written, 1 the Dockerfile gives not all of the image, 2 could not run.") { subject, dockerfile, output };
        image.AddReadingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string wanted = parsed.GetRequiredValue(subject);
            string? folder = ImageOptions.FullPath(parsed.GetValue(output));
            if (parsed.GetValue(dockerfile))
            {
                return await DockerfileAsync(image.ImageOf(parsed, wanted), folder, terminal, cancellationToken).ConfigureAwait(false);
            }

            if (folder is not null)
            {
                throw new OpenShiftException(ToolCodes.InvalidCommandLine, "--output is for --dockerfile", "Add --dockerfile, or leave --output out.");
            }

            Page(wanted, terminal);
            return ExitCodes.Clean;
        });
        return command;
    }

    private static void Page(string subject, Terminal terminal)
    {
        string wanted = subject.ToUpperInvariant();
        string page = (wanted.Length == 7 && wanted.All(char.IsAsciiLetterOrDigit) ? Pages.Of(wanted) : null)
            ?? throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"There is no rule '{subject}'", "'openshift-image rules' lists all; --dockerfile shows the Dockerfile of an image.");
        foreach (string line in page.TrimEnd('\n').Split('\n'))
        {
            if (terminal.IsInteractive && line.StartsWith('#'))
            {
                terminal.WriteHeading(line.TrimStart('#', ' '));
            }
            else
            {
                Terminal.WriteLine(line);
            }
        }
    }

    private static async Task<int> DockerfileAsync(ImageCheckRequest request, string? folder, Terminal terminal, CancellationToken cancellationToken)
    {
        ImageDockerfile made = await terminal.WatchAsync(progress => new ImageCheck(new ProcessEnvironment()).ExportAsync(request, folder, progress, cancellationToken)).ConfigureAwait(false);
        foreach (string note in made.Notes)
        {
            Terminal.WriteNote(note);
        }

        if (folder is null)
        {
            Terminal.WriteDocument(Encoding.UTF8.GetBytes(made.Text));
            Terminal.WriteNote("This is the Dockerfile alone; with -o FOLDER its build context is written beside it.");
        }
        else
        {
            Terminal.WriteLine($"{folder}: the Dockerfile of {request.Image} ({made.Platform}) with its build context; build it with: podman build {folder}");
        }

        if (!made.Secrets.IsEmpty)
        {
            Terminal.WriteNote($"Values of {string.Join(", ", made.Secrets)} are secrets: {(folder is null ? "they are left out here, not in a Dockerfile that is written" : "the Dockerfile holds them")}.");
        }

        foreach (string gap in made.Gaps)
        {
            Terminal.WriteNote($"Not as in the image: {gap}");
        }

        return made.Gaps.IsEmpty ? ExitCodes.Clean : ExitCodes.Findings;
    }
}
