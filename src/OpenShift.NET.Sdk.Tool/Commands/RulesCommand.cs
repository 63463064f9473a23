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
        var profile = new Option<Profile>("--profile") { Description = "Severities of which profile.", DefaultValueFactory = static _ => Profile.Recommended };
        var command = new Command("rules", "Lists the rules: id, severity, what is to hold.") { profile };
        command.SetAction(parsed =>
        {
            foreach (CatalogedRule rule in RuleCatalog.All.Rules)
            {
                string severity = rule.Description.In(parsed.GetValue(profile)) is Guidelines.Severity.None ? "off" : rule.Description.In(parsed.GetValue(profile)).ToString().ToLowerInvariant();
                Terminal.WriteLine($"{rule.Description.Id}  {severity,-7}  {rule.Description.Title}");
            }

            return ExitCodes.Clean;
        });
        return command;
    }
}
