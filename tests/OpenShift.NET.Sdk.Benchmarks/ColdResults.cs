using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>All measurements of cold publishes, and the table made of their medians.</summary>
internal sealed class ColdResults
{
    private readonly Dictionary<ColdCase, List<(Measurement Measurement, bool Same)>> _measurements = [];

    /// <param name="of">What was measured.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="same">Whether the image has the digest of the one before.</param>
    public void Add(ColdCase of, Measurement measurement, bool same)
    {
        if (!_measurements.TryGetValue(of, out List<(Measurement, bool)>? list))
        {
            _measurements[of] = list = [];
        }

        list.Add((measurement, same));
    }

    public string ToTable()
    {
        var text = new StringBuilder("| link | app | publish | whole: .NET SDK alone | OpenShift.NET.Sdk | ratio | target | container step: .NET SDK alone | OpenShift.NET.Sdk | ratio | down/up: .NET SDK alone | OpenShift.NET.Sdk | target | same digest |\n|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (ColdCase of in _measurements.Keys.Where(static c => c.Ours))
        {
            if (_measurements.TryGetValue(of with { Ours = false }, out List<(Measurement Measurement, bool Same)>? others))
            {
                Measurement theirs = Measurement.MedianOf([.. others.Select(static m => m.Measurement)]);
                Measurement ours = Measurement.MedianOf([.. _measurements[of].Select(static m => m.Measurement)]);
                bool unchanged = of.Change is ColdChange.None or ColdChange.WarmNone;
                bool same = _measurements[of].All(static m => m.Same);
                double ratio = ours.Whole / theirs.Whole;
                double step = ours.Milliseconds / theirs.Milliseconds;
                (double most, Traffic? bytes) = Target(of.Change);
                bool few = bytes is not { } b || (ours.Traffic.Down <= b.Down && ours.Traffic.Up <= b.Up);
                text.Append(CultureInfo.InvariantCulture, $"| {of.Link} | {of.App.Title} | {Title(of.Change)} | {theirs.Whole:F0} ms | {ours.Whole:F0} ms | {ratio:F2}{Targets.Mark(ratio <= most)} | {most} ")
                    .Append(CultureInfo.InvariantCulture, $"| {theirs.Milliseconds:F0} ms | {ours.Milliseconds:F0} ms | {step:F2} | {Of(theirs.Traffic)} | {Of(ours.Traffic)}{Targets.Mark(few)} | {(bytes is { } t ? Of(t) : "–")} | {(unchanged ? same ? "yes" : "no" + Targets.Mark(false) : "–")} |\n");
            }
        }

        return text.ToString();
    }

    private static string Of(Traffic traffic) => $"{Sizes.Of(traffic.Down)} / {Sizes.Of(traffic.Up)}";

    private static (double Ratio, Traffic? Bytes) Target(ColdChange change) => change switch
    {
        ColdChange.First => (1.1, null),
        ColdChange.OneLine => (0.9, new Traffic(100_000, 150_000)),
        ColdChange.None => (0.9, new Traffic(5_000, 5_000)),
        ColdChange.WarmOneLine => (1, new Traffic(100_000, 150_000)),
        _ => (1, new Traffic(3_000, 5_000)),
    };

    private static string Title(ColdChange change) => change switch
    {
        ColdChange.First => "first ever",
        ColdChange.None => "fresh clone, no change",
        ColdChange.OneLine => "fresh clone, one line changed",
        ColdChange.WarmOneLine => "seen before, one line changed",
        _ => "seen before, no change",
    };
}
