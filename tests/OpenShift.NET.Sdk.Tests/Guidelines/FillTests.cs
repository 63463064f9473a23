using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

[TestClass]
public sealed class FillTests
{
    [TestMethod]
    public void Fill()
    {
        if (Environment.GetEnvironmentVariable("FILL_CASES") is not { } list) { return; }
        foreach (string file in File.ReadAllLines(list))
        {
            string text = File.ReadAllText(file);
            string id = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file))!).Split('_')[0];
            string head = text.Contains("expect:") ? text[..text.IndexOf("expect:", StringComparison.Ordinal)] : text;
            try
            {
                RuleCase c = RuleCase.Parse(head);
                RuleCatalog.All.TryGet(id, out CatalogedRule? rule);
                var p = c.Build();
                Report report = new RuleEngine(new RuleCatalog([rule!.Rule])).Run(p, new SeveritySettings { Profile = c.Profile }, [], new DateOnly(2026, 1, 15), CancellationToken.None);
                string[] lines = [.. report.Findings.Where(f => f.IsShown).Select(f => f.Outcome == Outcome.CouldNotTell ? $"could-not-tell {f.RuleId}: {f.Message}" : $"{f.Severity.ToString().ToLowerInvariant()} {f.RuleId}: {f.Message}"), .. report.Diagnostics.Select(d => "DIAG " + d.Message)];
                File.AppendAllText(list + ".out", "## " + file + "\n" + string.Join("", lines.Select(l => l + "\n")) + (lines.Length == 0 && Path.GetFileName(file).StartsWith("fires") ? string.Join("\n", p.Code?.Calls.Select(x => "   " + x) ?? []) + "\n" : ""));
            }
            catch (Exception e) { File.AppendAllText(list + ".out", "## " + file + "\nEXCEPTION " + e.Message + "\n"); }
        }
    }
}
