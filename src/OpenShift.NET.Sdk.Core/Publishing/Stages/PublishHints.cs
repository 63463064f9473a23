using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>What the stages before Check have to tell, as the report has it. What a rule says of the same thing is not said a second time.</summary>
internal static class PublishHints
{
    /// <summary>Adds it to a report.</summary>
    /// <param name="report">What the rules say.</param>
    /// <param name="settings">What the project makes of diagnostics.</param>
    /// <param name="facts">What Describe found out.</param>
    /// <param name="notes">What Manifests advises.</param>
    public static Report AddTo(Report report, SeveritySettings settings, ProjectFacts facts, ImmutableArray<ManifestNote> notes)
    {
        ImmutableHashSet<string> speaking = [.. report.Findings.Where(static f => f.Outcome == Outcome.Violation).Select(static f => f.RuleId)];
        IEnumerable<ToolDiagnostic> hints =
        [
            .. facts.Overridden.Select(o => Tell(o, facts)),
            .. facts.Misspelt.Select(m => Tell(m, facts)),
            .. facts.Notes.Select(n => new ToolDiagnostic(ToolCodes.UnlistedPublishFiles, Severity.Info, n, facts.PlaceOf())),
            .. notes.Where(n => n.SaidBy is null || !speaking.Contains(n.SaidBy)).Select(n => Tell(n, facts)),
        ];
        return report with
        {
            Diagnostics = report.Diagnostics.AddRange(hints.Select(h => h with { Severity = settings.AdjustTool(h.Code, h.Severity) }).Where(static h => h.Severity != Severity.None)),
        };
    }

    // A made-up host is no advice: whoever deploys has to know.
    private static ToolDiagnostic Tell(ManifestNote note, ProjectFacts facts) => note.Subject.StartsWith(ToBeSet.Subject, StringComparison.Ordinal)
        ? new ToolDiagnostic(ToolCodes.SettingToBeSet, Severity.Info, note.Text, facts.Manifests.Settings.FirstOrDefault(s => note.Subject == ToBeSet.Subject + s.Name)?.Place ?? facts.PlaceOf("OpenShiftSetting", "OpenShiftManifests"))
        : new ToolDiagnostic(ToolCodes.ManifestAdvice, Severity.Info, note.Text, facts.PlaceOf(note.Subject, "OpenShiftManifests"));

    private static ToolDiagnostic Tell(MisspeltName name, ProjectFacts facts) => new(
        ToolCodes.PropertyOverridden,
        Severity.Warning,
        $"{name.Name}{(name.OnCommandLine ? " on the command line" : "")} has no effect: nobody reads that name. Write {name.Meant}.",
        name.OnCommandLine ? facts.PlaceOf() : facts.PlaceOf(name.Name));

    private static ToolDiagnostic Tell(OverriddenProperty property, ProjectFacts facts) => property.OnCommandLine
        ? new ToolDiagnostic(
            ToolCodes.PropertyOverridden,
            Severity.Warning,
            $"{property.Name} on the command line has no effect: {property.Winner} is set as well, and wins. Add -p:{property.Winner}= to the command line, or remove {property.Winner} from the project.",
            facts.PlaceOf(property.Winner))
        : new ToolDiagnostic(
            ToolCodes.PropertyOverridden,
            Severity.Info,
            $"{property.Name} has no effect: {property.Winner} is set as well, and wins. Remove one of the two.",
            facts.PlaceOf(property.Name));
}
