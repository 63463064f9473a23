using System.CommandLine;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image rules</c>.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        Option<string> profile = ProfileOption.Create("Severities of which profile.");
        var command = new Command("rules", "Lists the rules: id, severity, what is to hold.") { profile };
        command.SetAction(parsed =>
        {
            Profile chosen = ProfileOption.Of(parsed.GetRequiredValue(profile));
            foreach (CatalogedRule rule in RuleCatalog.All.Rules)
            {
                string severity = rule.Description.In(chosen) is Guidelines.Severity.None ? "off" : rule.Description.In(chosen).ToString().ToLowerInvariant();
                Terminal.WriteLine($"{rule.Description.Id}  {severity,-7}  {rule.Description.Title}");
            }

            return ExitCodes.Clean;
        });
        return command;
    }
}
