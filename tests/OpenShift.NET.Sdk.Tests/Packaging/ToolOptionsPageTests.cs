using System.CommandLine;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tool.Commands;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>The page of every command and option of <c>openshift-image</c> is made of the commands themselves.</summary>
[TestClass]
public sealed class ToolOptionsPageTests
{
    [TestMethod]
    public void The_page_is_what_the_commands_are() => Repository.AssertGenerated(Path.Combine(Repository.Root, "docs", "reference", "tool-options.md"), Page());

    private static string Page()
    {
        var page = new StringBuilder("# Options of openshift-image\n\nWritten from the commands by the tests with `UPDATE_GENERATED=1`; what the commands are for is in [tool](tool.md).\n");
        foreach (Command command in CommandLine.Commands(new Terminal()).Subcommands)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {command.Name}\n\n{command.Description}\n\n");
            if (command.Arguments.Count + command.Options.Count == 0)
            {
                continue;
            }

            page.Append("| | default | what |\n|---|---|---|\n");
            foreach (Argument argument in command.Arguments)
            {
                Row(argument.Name.ToUpperInvariant(), argument.HasDefaultValue ? argument.GetDefaultValue() : null, argument.Description);
            }

            foreach (Option option in command.Options.Where(static o => !o.Hidden))
            {
                Row(string.Join("`, `", option.Aliases.Prepend(option.Name)), option.HasDefaultValue ? option.GetDefaultValue() : null, option.Description);
            }
        }

        return page.ToString();

        void Row(string name, object? value, string? what) =>
            page.Append(CultureInfo.InvariantCulture, $"| `{name}` | {(value is null or Array or bool ? "–" : $"`{value}`")} | {(what ?? "").Replace("|", "\\|", StringComparison.Ordinal)} |\n");
    }
}
