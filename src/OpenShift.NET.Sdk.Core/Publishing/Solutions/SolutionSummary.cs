using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>The end of a solution's publish for people: a line over all, and one an image.</summary>
public static class SolutionSummary
{
    /// <summary>The line over all.</summary>
    /// <param name="solution">File name of the solution.</param>
    /// <param name="deliveries">What became of its projects.</param>
    /// <param name="elapsed">How long checking and delivering took.</param>
    public static string Of(string solution, ImmutableArray<SolutionDelivery> deliveries, TimeSpan elapsed)
    {
        int unchanged = deliveries.Count(static d => d.BytesSent == 0);
        string sent = deliveries.Any(static d => d.BytesSent >= 0) ? $", {ByteSize.ToText(deliveries.Sum(static d => Math.Max(d.BytesSent, 0)))} sent" : "";
        return $"{solution}: {Count(deliveries.Length, "image")}{(unchanged > 0 ? $", {unchanged} up to date" : "")}{sent}, {Seconds(elapsed)}";
    }

    /// <summary>The line of one image: name, digest, findings, what was sent, time.</summary>
    public static string Of(SolutionDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        string sent = delivery.BytesSent switch
        {
            < 0 => "written",
            0 => "nothing sent",
            _ => ByteSize.ToText(delivery.BytesSent) + " sent",
        };
        return $"{delivery.Image}, {delivery.Digest}: {Findings(delivery.Facts)}, {sent}, {Seconds(delivery.Elapsed)}";
    }

    private static string Findings(ImmutableArray<string> facts)
    {
        CheckResult?[] results = [.. facts.Select(static f => CheckResult.TryRead(StageFolder.OfFacts(f).Messages))];
        Severity[] found = [.. results.SelectMany(static r => r?.Messages ?? []).DistinctBy(static m => (m.Code, m.Text, m.Place)).Select(static m => m.Severity)];
        return results.Contains(null)
            ? "report not readable"
            : $"{Count(found.Count(static s => s == Severity.Warning), "warning")}, {Count(found.Count(static s => s == Severity.Info), "message")}";
    }

    private static string Count(int count, string of) => string.Create(CultureInfo.InvariantCulture, $"{count} {of}{(count == 1 ? "" : "s")}");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
