using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.G22_ImageTesting.OSC2201_ImageIsRun;
using OpenShift.NET.Sdk.Guidelines.Pods;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>A report in one line, and in one line a guideline.</summary>
public static class ReportSummary
{
    private const int MostNamed = 2;

    /// <summary><c>3 errors, 2 warnings, 41 rules passed, 2 not applicable, 1 could not tell</c>. Errors, warnings and passed rules are always there, the rest when there is any.</summary>
    public static string Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] files = [.. report.Findings.Where(static f => f is { IsShown: true, Outcome: Outcome.Violation }).Select(static f => RepositoryManifests.FileOf(f.Where.Scope)).OfType<string>()];
        string[] names = [.. files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string all = Counts(report);
        return files.Length == 0 ? all
            : $"{all}; {files.Length} of them in {string.Join(", ", names.Take(MostNamed))}{(names.Length > MostNamed ? $" and {Count(names.Length - MostNamed, "more file", "more files")}" : "")}, not part of the publish (OpenShiftRepositoryManifests=None leaves them out)";
    }

    private static string Counts(Report report)
    {
        List<string> parts =
        [
            Count(report.Errors, "error", "errors"),
            Count(report.Warnings, "warning", "warnings"),
        ];
        AddIfAny(report.Infos, "message", "messages");
        parts.Add(Count(report.CountOf(RuleStatus.Passed), "rule passed", "rules passed"));
        AddIfAny(report.CountOf(RuleStatus.PassedInPart), "passed in part", "passed in part");
        AddIfAny(report.CountOf(RuleStatus.NotApplicable), "not applicable", "not applicable");
        AddIfAny(report.CouldNotTell, "could not tell", "could not tell");
        AddIfAny(report.CountOf(RuleStatus.Broken), "failed itself", "failed themselves");
        AddIfAny(report.CountOf(RuleStatus.Off), "off", "off");
        AddIfAny(report.Suppressed, "finding suppressed", "findings suppressed");
        AddIfAny(report.InBaseline, "in the baseline", "in the baseline");
        AddIfAny(report.Fixed.Length, "fixed", "fixed");
        return string.Join(", ", parts);

        void AddIfAny(int count, string one, string many)
        {
            if (count > 0)
            {
                parts.Add(Count(count, one, many));
            }
        }
    }

    /// <summary>One line for each guideline that has rules: <c>13 Run as any user id with group 0: 1 error, 0 warnings, 11 rules passed</c>.</summary>
    public static ImmutableArray<string> ByGuideline(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (Guideline guideline in Enum.GetValues<Guideline>())
        {
            string prefix = FormattableString.Invariant($"OSC{(int)guideline:00}");
            ImmutableArray<RuleResult> rules = [.. report.Rules.Where(r => r.RuleId.StartsWith(prefix, StringComparison.Ordinal))];
            if (!rules.IsEmpty)
            {
                Report part = report with
                {
                    Rules = rules,
                    Findings = [.. report.Findings.Where(f => f.RuleId.StartsWith(prefix, StringComparison.Ordinal))],
                    Fixed = [.. report.Fixed.Where(e => e.RuleId.StartsWith(prefix, StringComparison.Ordinal))],
                    Diagnostics = [],
                };
                lines.Add(FormattableString.Invariant($"{(int)guideline} {GuidelineTitles.Of(guideline)}: {(WasNotRun(rules) ? "not run" : Counts(part))}"));
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>Whether rules, among them the one that asks for it, found that the image was not run. Nothing is said of guideline 22 then but that.</summary>
    internal static bool WasNotRun(IEnumerable<RuleResult> rules) =>
        rules.Any(static r => r is { RuleId: ImageIsRun.Id, Status: RuleStatus.NotApplicable or RuleStatus.Violated });

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
