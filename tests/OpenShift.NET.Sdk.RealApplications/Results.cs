using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>Writes RESULTS.md: the figures of both halves, and every row that fails, named.</summary>
internal static class Results
{
    public static string Write(IReadOnlyList<Comparison> comparisons, IReadOnlyList<string> failures)
    {
        var text = new StringBuilder("""
            # Real applications, measured

            Written by `dotnet run --project tests/OpenShift.NET.Sdk.RealApplications -- … --results` (see README.md). Recall: rows that must be found and were. Precision: findings, notes included and those on tags and labels not, that are true,
            of those judged. Traps: what must not be said and is. Manifests: applications whose workload, ports, probes and required settings are all right. Settings: settings the code reads that SETTINGS.md has.

            | half | applications | repositories | rows | recall | findings | precision | unjudged | traps | manifests right | settings |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (string half in (string[])["open", "aside"])
        {
            Comparison[] of = [.. comparisons.Where(one => string.Equals(one.Application.Set, half, StringComparison.Ordinal))];
            if (of.Length > 0)
            {
                text.AppendLine(FigureOf(half, of));
            }
        }

        foreach (string half in (string[])["open", "aside"])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## What fails: {half}\n\n");
            foreach (Comparison one in comparisons.Where(one => string.Equals(one.Application.Set, half, StringComparison.Ordinal)))
            {
                string[] lines = [.. Failures(one)];
                if (lines.Length > 0)
                {
                    text.Append(CultureInfo.InvariantCulture, $"- **{one.Application.Name}**\n").AppendJoin("", lines.Select(line => $"  - {line}\n"));
                }
            }
        }

        if (failures.Count > 0)
        {
            text.Append("\n## Not published\n\n").AppendJoin("", failures.Select(failure => $"- {failure.Split('\n')[0]}\n"));
        }

        return text.ToString();
    }

    public static string FigureOf(string half, IReadOnlyList<Comparison> of)
    {
        int found = of.Sum(one => one.Found.Count), missed = of.Sum(one => one.Missed.Count), right = of.Sum(one => one.Right), wrong = of.Sum(one => one.Wrong.Count);
        int known = of.Sum(one => one.SettingsKnown), unknown = of.Sum(one => one.SettingsMissed.Count);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {half} | {of.Count} | {of.Select(one => one.Application.Repository).Distinct().Count()} | {found + missed} | {Part(found, missed)} | {right + wrong} | {Part(right, wrong)} | {of.Sum(one => one.Unjudged.Count)} | {of.Sum(one => one.Traps.Count)} | {of.Count(one => one.Manifests.Count == 0)} of {of.Count} ({Part(of.Count(one => one.Manifests.Count == 0), of.Count(one => one.Manifests.Count > 0))}) | {Part(known, unknown)} |");
    }

    public static IEnumerable<string> Failures(Comparison one) =>
    [
        .. one.Missed.Select(row => $"missed: {row.Id} ({string.Join('/', row.Rules ?? [])} {row.At}): {row.Why}"),
        .. one.Traps.Select(finding => $"trap: {OneLine(finding)}"),
        .. one.Wrong.Except(one.Traps).Select(finding => $"wrong: {OneLine(finding)}"),
        .. one.Manifests.Select(fault => $"manifests: {fault}"),
        .. one.SettingsMissed.Select(setting => $"settings: {setting.Name} ({setting.Is}) is not in SETTINGS.md"),
    ];

    private static string OneLine(Finding finding) => string.Create(CultureInfo.InvariantCulture, $"{finding.Rule} {finding.File}({finding.Line})");

    private static string Part(int part, int rest) => part + rest == 0 ? "–" : ((double)part / (part + rest)).ToString("0.00", CultureInfo.InvariantCulture);
}
