using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Publishes a solution of many services with the .NET SDK alone and with this product, in turns, and prints what the whole command took and sent.</summary>
internal static class SolutionBench
{
    /// <summary>Measures and prints.</summary>
    /// <param name="root">Folder to work in.</param>
    /// <param name="measured">The package to measure.</param>
    /// <param name="runs">Number of publishes of each kind.</param>
    /// <param name="services">Number of services.</param>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs, int services)
    {
        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        using RegistryServer registry = await RegistryServer.StartAsync(Path.Combine(root, "registry")).ConfigureAwait(false);
        using var proxy = new CountingProxy(registry.Port);
        await Program.PushBaseAsync(await Program.RuntimeImageAsync(Path.Combine(root, "base")).ConfigureAwait(false), proxy.Host).ConfigureAwait(false);
        string cache = Path.Combine(root, "cache");
        ServiceSolution[] pair = [.. ((bool[])[false, true]).Select(ours => new ServiceSolution(Path.Combine(root, ours ? "ours" : "theirs"), services, ours))];
        foreach (ServiceSolution solution in pair)
        {
            solution.Write(measured);
            await solution.PublishAsync(proxy, dotnet, cache).ConfigureAwait(false);
        }

        var results = new Dictionary<(SolutionChange Change, bool Ours), List<Measurement>>();
        for (int run = 1; run <= runs; run++)
        {
            Console.WriteLine(FormattableString.Invariant($"run {run} of {runs}, load {await Program.LoadAsync().ConfigureAwait(false)}"));
            foreach (SolutionChange change in Enum.GetValues<SolutionChange>())
            {
                foreach (ServiceSolution solution in run % 2 == 0 ? Enumerable.Reverse(pair) : pair)
                {
                    solution.Make(change, run);
                    Measurement measurement = await solution.PublishAsync(proxy, dotnet, cache, "--no-restore").ConfigureAwait(false);
                    if (!results.TryGetValue((change, solution.Ours), out List<Measurement>? all))
                    {
                        results[(change, solution.Ours)] = all = [];
                    }

                    all.Add(measurement);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {services} services | .NET SDK alone | OpenShift.NET.Sdk | ratio | sent by .NET SDK | sent by OpenShift.NET.Sdk |"));
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (SolutionChange change in Enum.GetValues<SolutionChange>())
        {
            Measurement theirs = Measurement.MedianOf(results[(change, false)]);
            Measurement ours = Measurement.MedianOf(results[(change, true)]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {TitleOf(change)} | {theirs.Whole / 1000:0.0} s | {ours.Whole / 1000:0.0} s | {ours.Whole / theirs.Whole:0.00} | {Sizes.Of(theirs.Traffic.Up)} | {Sizes.Of(ours.Traffic.Up)} |"));
        }
    }

    private static string TitleOf(SolutionChange change) => change switch
    {
        SolutionChange.OneService => "one line in one service",
        SolutionChange.Library => "one line in the library",
        _ => "no change",
    };
}
