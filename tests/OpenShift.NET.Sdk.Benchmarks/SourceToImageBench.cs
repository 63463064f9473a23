using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>
/// Source-to-image builds of a web application with a builder that this product publishes, as OpenShift makes them: a first one, one that has the packages of the last build, one that has not,
/// and one with a builder that has the packages itself. What they ask of NuGet's source passes a link, and is counted.
/// </summary>
internal static class SourceToImageBench
{
    private static readonly string[] s_titles = ["first build, packages kept", "second build, with the packages of the first", "second build, without them", "builder that has them as common libraries"];

    /// <summary>Measures and prints.</summary>
    /// <param name="root">Folder to work in.</param>
    /// <param name="measured">The package to measure.</param>
    /// <param name="runs">Number of builds of each kind.</param>
    /// <param name="app">The application that is built.</param>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs, App app)
    {
        string sources = Path.Combine(root, "sources");
        app.Write(sources, null, measured.Feed, "Shop");
        string packages = Path.Combine(root, "packages");
        await new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName).RunAsync(sources, "restore", "-nologo", "-tl:off", "--packages", packages).ConfigureAwait(false);
        Program.Delete(Path.Combine(sources, "obj"));

        string layout = await SourceBuilder.MakeBaseAsync(root).ConfigureAwait(false);
        SourceBuilder plain = await SourceBuilder.PublishAsync(root, "plain", layout, measured, []).ConfigureAwait(false);
        SourceBuilder full = await SourceBuilder.PublishAsync(root, "full", layout, measured, app.References).ConfigureAwait(false);
        string prefix = $"localhost/openshift-benchmarks/{Guid.NewGuid().ToString("n")[..8]}";
        using var feed = new PackageFeed(packages);
        try
        {
            // Once with each, so that buildah's store has the builders.
            await TakeFromAsync(sources, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{feed.Port}")).ConfigureAwait(false);
            foreach (SourceBuilder builder in (SourceBuilder[])[plain, full])
            {
                await builder.BuildAsync(sources, prefix + ":next", keeps: false).ConfigureAwait(false);
            }

            foreach (Link link in Link.All)
            {
                await MeasureAsync(sources, plain, full, feed, link, prefix, runs).ConfigureAwait(false);
            }
        }
        finally
        {
            await RemoveAsync(prefix).ConfigureAwait(false);
            await plain.ForgetAsync().ConfigureAwait(false);
            await full.ForgetAsync().ConfigureAwait(false);
        }
    }

    private static async Task MeasureAsync(string sources, SourceBuilder plain, SourceBuilder full, PackageFeed feed, Link link, string prefix, int runs)
    {
        using var proxy = new CountingProxy(feed.Port, link);
        await TakeFromAsync(sources, proxy.Host.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)).ConfigureAwait(false);
        string first = prefix + ":first";
        string image = prefix + ":next";
        var times = new List<SourceBuildTimes>[s_titles.Length];
        long[] fetched = new long[s_titles.Length];
        long[] added = new long[s_titles.Length];
        for (int run = 1; run <= runs; run++)
        {
            Console.WriteLine(FormattableString.Invariant($"{link}: run {run} of {runs}, load {await Program.LoadAsync().ConfigureAwait(false)}"));
            for (int kind = 0; kind < s_titles.Length; kind++)
            {
                App.Edit(sources, (run * s_titles.Length) + kind);
                SourceBuilder builder = kind == 3 ? full : plain;
                string made = kind == 0 ? first : image;
                _ = proxy.Take();
                (SourceBuildTimes took, string log) = await builder.BuildAsync(sources, made, keeps: kind < 2, previous: kind == 1 ? first : null).ConfigureAwait(false);
                long down = proxy.Take().Down;
                Hold(log, "Using the packages of the last build", kind == 1);
                Hold(log, "All packages are in the builder, no feed was asked", kind == 3);
                (times[kind] ??= []).Add(took);
                fetched[kind] = down;
                added[kind] = await builder.AddedAsync(made).ConfigureAwait(false);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"| {link} | whole | ratio | assemble | ratio | artifacts | fetched | added to the builder |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        (double whole, double assemble) = (Of(2, static t => t.Whole), Of(2, static t => t.Assemble));
        for (int kind = 0; kind < s_titles.Length; kind++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {s_titles[kind]} | {Of(kind, static t => t.Whole):0.0} s | {Of(kind, static t => t.Whole) / whole:0.00} | {Of(kind, static t => t.Assemble):0.0} s | {Of(kind, static t => t.Assemble) / assemble:0.00} | {Of(kind, static t => t.Artifacts):0.0} s | {Sizes.Of(fetched[kind])} | {Sizes.Of(added[kind])} |"));
        }

        Console.WriteLine();

        double Of(int kind, Func<SourceBuildTimes, double> figure) => Medians.Of([.. times[kind].Select(figure)]);
    }

    private static Task TakeFromAsync(string sources, string host) =>
        File.WriteAllTextAsync(Path.Combine(sources, "nuget.config"), $"""<configuration><packageSources><clear /><add key="far" value="{PackageFeed.AddressAt(host)}" allowInsecureConnections="true" /></packageSources></configuration>""");

    // A table of builds that did something else would be worth nothing.
    private static void Hold(string log, string line, bool said)
    {
        if (log.Contains(line, StringComparison.Ordinal) != said)
        {
            throw new InvalidOperationException($"'{line}' should {(said ? "" : "not ")}be there:\n{log}");
        }
    }

    private static async Task RemoveAsync(string prefix) => await TimedCommand.RunAsync("podman", "rmi", "--force", "--ignore", prefix + ":first", prefix + ":next").ConfigureAwait(false);
}
