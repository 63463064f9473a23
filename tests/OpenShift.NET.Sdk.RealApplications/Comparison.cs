namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>What is true of an application beside what is said of it.</summary>
/// <param name="Application">Which.</param>
/// <param name="Found">Rows that must be found and were.</param>
/// <param name="Missed">Rows that must be found and were not.</param>
/// <param name="Traps">What must not be said and is.</param>
/// <param name="Right">Findings that are true: a row of the truth file means them, or somebody judged them so.</param>
/// <param name="Wrong">Findings that somebody judged wrong, and the traps.</param>
/// <param name="Unjudged">Findings that nobody has judged.</param>
/// <param name="Manifests">What is wrong with the manifests; none: they fit.</param>
/// <param name="SettingsKnown">Settings of the truth that SETTINGS.md has.</param>
/// <param name="SettingsMissed">Settings of the truth that it has not.</param>
internal sealed record Comparison(
    Application Application,
    IReadOnlyList<TruthRow> Found,
    IReadOnlyList<TruthRow> Missed,
    IReadOnlyList<Finding> Traps,
    int Right,
    IReadOnlyList<Finding> Wrong,
    IReadOnlyList<Finding> Unjudged,
    IReadOnlyList<string> Manifests,
    int SettingsKnown,
    IReadOnlyList<TrueSetting> SettingsMissed)
{
    public static Comparison Of(Application application, Truth truth, Said said)
    {
        Finding[] toBeSet = [.. said.Settings.Select(setting => setting.AsFinding()).OfType<Finding>()];
        ILookup<bool, TruthRow> must = (truth.Must ?? []).ToLookup(row => said.Findings.Any(row.Means) || toBeSet.Any(row.MeansSetting));
        Finding[] counted = [.. said.Findings.Where(finding => !IsWish(finding.Rule))];
        Finding[] traps = [.. counted.Where(finding => IsTrap(truth, finding))];
        ILookup<bool?, Finding> judged = counted.Except(traps).ToLookup(finding =>
            (truth.Must ?? []).Any(row => row.Means(finding)) ? true : (truth.Judged ?? []).FirstOrDefault(row => row.Means(finding))?.Right);
        ILookup<bool, TrueSetting> settings = (truth.Settings ?? []).ToLookup(setting => said.Settings.Any(one => IsOf(one.Name, setting.Name)));
        return new Comparison(
            application, [.. must[true]], [.. must[false]], traps, judged[true].Count(), [.. traps, .. judged[false]], [.. judged[null]],
            [.. ManifestFaults(truth, said)], settings[true].Count(), [.. settings[false]]);
    }

    // Lines of a settings file are neighbours: what must be found on one of them is no trap of the next.
    private static bool IsTrap(Truth truth, Finding finding) =>
        (truth.MustNot ?? []).Where(row => row.Means(finding)).Select(row => row.Distance(finding)).DefaultIfEmpty(-1).Min() is >= 0 and var trap
        && !(truth.Must ?? []).Any(row => row.Means(finding) && row.Distance(finding) <= trap);

    private static IEnumerable<string> ManifestFaults(Truth truth, Said said)
    {
        if (truth.Workload?.Split('|') is { } workloads && !workloads.Contains(said.Workload, StringComparer.Ordinal))
        {
            yield return $"a {string.Join(" or a ", workloads)} is right, {said.Workload ?? "nothing"} is generated";
        }

        // An application that nothing reaches is not delivered; its ports and probes are of no manifest.
        bool isStopped = said.Findings.Any(finding => finding is { Rule: "OSC0703", Level: "error" });
        if (!isStopped && truth.Ports is { } ports && !ports.Order().SequenceEqual(said.Ports.Order()))
        {
            yield return $"ports are {string.Join(", ", ports)}, the container has {(said.Ports.Count == 0 ? "none" : string.Join(", ", said.Ports))}";
        }

        // ASP.NET Core matches paths without regard to case.
        if (!isStopped && truth.Readiness is { Count: > 0 } readiness && !readiness.Contains(said.Readiness, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"readiness asks {said.Readiness}, right is {string.Join(" or ", readiness)}";
        }

        if (!isStopped && truth.Liveness is { Count: > 0 } liveness && !liveness.Contains(said.Liveness, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"liveness asks {said.Liveness}, right is {string.Join(" or ", liveness)}";
        }

        foreach (TrueSetting setting in (truth.Settings ?? []).Where(setting => setting.Required && !said.Settings.Any(one => IsOf(one.Name, setting.Name) && (one.Required || one.Default is not "–"))))
        {
            yield return $"{setting.Name} is required and SETTINGS.md does not ask for it";
        }

        var optional = (truth.Settings ?? []).Where(setting => !setting.Required).Select(setting => setting.Name).Concat(truth.NotRequired ?? []).ToArray();
        foreach (SaidSetting setting in said.Settings.Where(setting => setting.Required && optional.Any(name => SameName(name, setting.Name))))
        {
            yield return $"{setting.Name} is optional and asked for";
        }

        string[] open = [.. (truth.Settings ?? []).Where(setting => !setting.Secret).Select(setting => setting.Name).Concat(truth.NotSecret ?? [])];
        foreach (SaidSetting setting in said.Settings.Where(setting => setting.Secret && setting.Required && open.Any(name => SameName(name, setting.Name))))
        {
            yield return $"{setting.Name} is no secret and kept in one";
        }
    }

    /// <summary>Tags and labels of guidelines 2 and 17: the same true wishes for every project without a version and a description, which would only make the precision look better.</summary>
    private static bool IsWish(string rule) => rule.StartsWith("OSC02", StringComparison.Ordinal) || rule.StartsWith("OSC17", StringComparison.Ordinal);

    /// <summary>Keys of configuration do not tell case, and the entries of a list are its setting.</summary>
    private static bool SameName(string one, string other) => string.Equals(WithoutIndex(one), WithoutIndex(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a setting is told by its name, or, where a list alone is named, by what its entries have.</summary>
    private static bool IsOf(string told, string name) =>
        SameName(told, name)
        || (told.StartsWith(name + "__", StringComparison.OrdinalIgnoreCase) && told[(name.Length + 2)..].Split("__") is [{ Length: > 0 } index, _, ..] && !index.AsSpan().ContainsAnyExceptInRange('0', '9'));

    private static string WithoutIndex(string name)
    {
        int at = name.LastIndexOf("__", StringComparison.Ordinal);
        return at > 0 && name.AsSpan(at + 2) is { Length: > 0 } last && !last.ContainsAnyExceptInRange('0', '9') ? name[..at] : name;
    }
}
