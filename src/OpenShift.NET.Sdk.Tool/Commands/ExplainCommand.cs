using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image explain OSC1309</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Argument<string>("code") { Description = "A rule or a code of the tool itself, for example OSC1309." };
        var command = new Command("explain", "Shows the page of a rule.") { code };
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetRequiredValue(code).ToUpperInvariant();
            string page = (wanted.Length == 7 && wanted.All(char.IsAsciiLetterOrDigit) ? Pages.Of(wanted) : null)
                ?? throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"There is no rule '{parsed.GetRequiredValue(code)}'", "'openshift-image rules' lists all.");
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

            return ExitCodes.Clean;
        });
        return command;
    }
}
