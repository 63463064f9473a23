using System.Globalization;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>The times of a CronJob, as the cluster reads them (Kubernetes API, batch/v1, <c>CronJobSpec.schedule</c>).</summary>
public static class CronSchedule
{
    private static readonly string[] s_macros = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly (string Name, int Least, int Most, string[] Names)[] s_fields =
    [
        ("minute", 0, 59, []), ("hour", 0, 23, []), ("day of the month", 1, 31, []), ("month", 1, 12, s_months), ("day of the week", 0, 6, s_days),
    ];

    /// <summary>What is wrong with a schedule, as a clause behind the schedule; <see langword="null"/> when nothing is.</summary>
    public static string? Problem(string schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (s_macros.Contains(schedule, StringComparer.Ordinal))
        {
            return null;
        }

        if (schedule.StartsWith('@'))
        {
            return $"which is none of {string.Join(", ", s_macros)}";
        }

        if (schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            return "and a CronJob takes no time zone there; timeZone of the CronJob, in a file of the project's folder openshift, says it";
        }

        string[] fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != s_fields.Length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"which has {fields.Length} fields instead of five: minute, hour, day of the month, month, day of the week");
        }

        for (int i = 0; i < fields.Length; i++)
        {
            (string name, int least, int most, string[] names) = s_fields[i];
            foreach (string part in fields[i].Split(','))
            {
                if (!IsPart(part, least, most, names))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"where '{part}' is no {name} ({least} to {most}{(names.Length > 0 ? $" or {names[0]} to {names[^1]}" : "")}, a range, or '*', each with '/' and a step)");
                }
            }
        }

        return null;
    }

    private static bool IsPart(string part, int least, int most, string[] names)
    {
        string[] step = part.Split('/');
        if (step.Length > 2 || (step.Length == 2 && Number(step[1], []) is not > 0))
        {
            return false;
        }

        if (step[0] is "*" or "?")
        {
            return true;
        }

        string[] range = step[0].Split('-');
        int? from = Number(range[0], names, least);
        int? to = range.Length == 2 ? Number(range[1], names, least) : from;
        return range.Length <= 2 && from >= least && to <= most && from <= to;
    }

    private static int? Number(string text, string[] names, int first = 0) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index + first
        : null;
}
