using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>What bills of materials and provenance cost: first publishes and publishes without a change of one application, with them and without, in turns.</summary>
internal static class SbomBench
{
    private const double Target = 1.05;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs, App app)
    {
        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        using RegistryServer registry = await RegistryServer.StartAsync(Path.Combine(root, "registry")).ConfigureAwait(false);
        using var proxy = new CountingProxy(registry.Port);

        // Debian's packages are in the base image's layers, as they are in that of most images.
        await Program.PushBaseAsync(await DebianBase.MakeAsync(await Program.RuntimeImageAsync(Path.Combine(root, "runtime")).ConfigureAwait(false), Path.Combine(root, "base")).ConfigureAwait(false), proxy.Host).ConfigureAwait(false);
        string seen = Path.Combine(root, "seen");
        var warmUp = new Bench(new App("seen", "", false, false), true, Path.Combine(root, "warm-up"), seen, proxy, dotnet, "-p:OpenShiftSbom=false");
        await warmUp.PrepareAsync(measured.Version, measured.Feed, "Seen").ConfigureAwait(false);
        await warmUp.PublishAsync("seen").ConfigureAwait(false);

        Bench[] pair = [.. ((bool[])[false, true]).Select(with => new Bench(app, true, Path.Combine(root, with ? "with" : "without"), Path.Combine(root, with ? "with.cache" : "without.cache"), proxy, dotnet, $"-p:OpenShiftSbom={(with ? "true" : "false")}"))];
        foreach (Bench bench in pair)
        {
            await bench.PrepareAsync(measured.Version, measured.Feed).ConfigureAwait(false);
        }

        var all = new Dictionary<(Change Change, int With), List<Measurement>>();
        for (int run = 0; run <= runs; run++)
        {
            Console.WriteLine(FormattableString.Invariant($"run {run} of {runs}, load {await Program.LoadAsync().ConfigureAwait(false)}"));
            foreach (Change change in (Change[])[Change.First, Change.None])
            {
                foreach (int with in run % 2 == 0 ? (int[])[0, 1] : [1, 0])
                {
                    Measurement measurement = await pair[with].MeasureAsync(change, run, seen).ConfigureAwait(false);
                    if (run > 0)
                    {
                        List<Measurement> list = all.GetValueOrDefault((change, with)) ?? [];
                        list.Add(measurement);
                        all[(change, with)] = list;
                    }
                }
            }
        }

        Console.WriteLine("\n| publish | container step: without | with | ratio | target | whole: without | with | ratio |\n|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (Change change in (Change[])[Change.First, Change.None])
        {
            var without = Measurement.MedianOf(all[(change, 0)]);
            var with = Measurement.MedianOf(all[(change, 1)]);
            double ratio = with.Milliseconds / without.Milliseconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(change == Change.First ? "first" : "no change")} | {without.Milliseconds:0} ms | {with.Milliseconds:0} ms | {ratio:0.000}{Targets.Mark(ratio <= Target)} | {Target} | {without.Whole:0} ms | {with.Whole:0} ms | {with.Whole / without.Whole:0.000} |"));
        }
    }
}
