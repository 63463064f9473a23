namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>Which paths are health endpoints, by the words teams use.</summary>
internal static class HealthPaths
{
    private static readonly string[] s_live = ["live", "livez", "liveness", "alive", "liveness-check", "self", "ping"];
    private static readonly string[] s_ready = ["ready", "readyz", "readiness", "readiness-check"];
    private static readonly string[] s_startup = ["startup", "startupz", "started"];
    private static readonly string[] s_general = ["health", "healthz", "healthcheck", "health-check", "healthchecks", "hc", "_health", "heartbeat"];

    // Words before it that name nothing that could be asked.
    private static readonly string[] s_prefixes = ["api", "rest", "internal", "public", "system", "status", "probe", "probes", "monitoring", "management", "manage", "admin", "ops", "diagnostics", "ping"];

    /// <summary>Whether a path is one for a system of monitoring or for people, with the results of health checks on it: it answers 200 whatever they are, and is no probe.</summary>
    public static bool IsOfMonitoring(string? path) =>
        path is not null && path.TrimEnd('/') is var whole && whole[(whole.LastIndexOf('/') + 1)..].ToLowerInvariant() is "metrics" or "healthmetrics" or "health-metrics" or "prometheus" or "health-ui" or "healthchecks-ui" or "health-details";

    /// <summary>What a path says it answers; <see langword="null"/> when it does not look like a health endpoint.</summary>
    public static HealthKind? KindOf(string path)
    {
        string[] words = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 5 || path.Contains('{', StringComparison.Ordinal))
        {
            return null;
        }

        string last = words[^1].ToLowerInvariant();
        return s_live.Contains(last) ? HealthKind.Liveness
            : s_ready.Contains(last) ? HealthKind.Readiness
            : s_startup.Contains(last) ? HealthKind.Startup
            : s_general.Contains(last) ? HealthKind.General
            : null;
    }

    /// <summary>Whether a path ends in <c>ping</c> below the name of something else, <c>/v1/clamav/ping</c>: that may well be what is asked, and not this process.</summary>
    public static bool MayPingAnother(string path)
    {
        string[] words = path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return words is [.., "ping"] && words[..^1].Any(static w => !s_prefixes.Contains(w) && !IsVersion(w) && KindOf("/" + w) is null);
    }

    private static bool IsVersion(string word) => word is ['v', _, ..] && word.AsSpan(1).TrimStart("0123456789.").IsEmpty;

    /// <summary>What a tag of a health check says.</summary>
    public static HealthKind? KindOfTag(string tag) => KindOf("/" + tag);
}
