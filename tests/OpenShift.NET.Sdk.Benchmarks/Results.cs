using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>All measurements, and the table made of their medians.</summary>
internal sealed class Results
{
    private readonly Dictionary<(App App, Change Change, bool Ours), List<Measurement>> _measurements = [];

    public void Add(App app, Change change, bool ours, Measurement measurement)
    {
        if (!_measurements.TryGetValue((app, change, ours), out List<Measurement>? list))
        {
            _measurements[(app, change, ours)] = list = [];
        }

        list.Add(measurement);
    }

    public string ToTable()
    {
        var text = new StringBuilder("| app | publish | .NET SDK alone | OpenShift.NET.Sdk | ratio | target | sent by .NET SDK | sent by OpenShift.NET.Sdk | target |\n|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (App app in App.All)
        {
            foreach (Change change in Enum.GetValues<Change>())
            {
                if (Median(app, change, false) is { } theirs && Median(app, change, true) is { } ours)
                {
                    double ratio = ours.Milliseconds / theirs.Milliseconds;
                    (double most, long? bytes) = Target(app, change);
                    text.Append(CultureInfo.InvariantCulture, $"| {app.Title} | {Title(change)} | {theirs.Milliseconds:F0} ms | {ours.Milliseconds:F0} ms | {ratio:F2}{Targets.Mark(ratio <= most)} | {most} | {Sizes.Of(theirs.Traffic.Up)} | {Sizes.Of(ours.Traffic.Up)}{(bytes is null ? "" : Targets.Mark(ours.Traffic.Up <= bytes))} | {(bytes is { } b ? Sizes.Of(b) : "–")} |\n");
                }
            }
        }

        return text.ToString();
    }

    private static (double Ratio, long? Bytes) Target(App app, Change change) => change switch
    {
        Change.None => (app.Packages ? 0.15 : 0.5, 3_000),
        Change.OneLine => (1, 100_000),
        _ => (1, null),
    };

    private static string Title(Change change) => change switch
    {
        Change.First => "first",
        Change.None => "no change",
        _ => "one line changed",
    };

    private Measurement? Median(App app, Change change, bool ours) =>
        _measurements.TryGetValue((app, change, ours), out List<Measurement>? list)
            ? Measurement.MedianOf(list)
            : null;
}
