using System.Globalization;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Publishes three applications with the .NET SDK alone and with this product, in turns, and prints what the container step took and sent.</summary>
internal static class Program
{
    private const string BaseRepository = "dotnet/aspnet";
    private const string BaseTag = "10.0";

    /// <param name="arguments"><c>cold</c> for publishes of a machine that has seen nothing, <c>prove</c> for proofs, <c>guard</c> for the start-up guard, <c>scan</c> and <c>load</c> for the scanning of images, <c>code</c> for the reading of compiled code, <c>solution</c> for a solution of many services, <c>s2i</c> for source-to-image builds, <c>watch</c> for the inner loop, <c>sbom</c> for bills of materials. Number of runs, 5 when missing; then names of apps, all when missing (<c>packages</c> when cold); for a solution the number of services, 50 when missing.</param>
    private static async Task<int> Main(string[] arguments)
    {
        string? only = arguments is ["cold" or "prove" or "guard" or "scan" or "load" or "code" or "solution" or "s2i" or "watch" or "sbom", ..] ? arguments[0] : null;
        arguments = only is null ? arguments : arguments[1..];
        int runs = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 5;
        App[] apps = [.. App.All.Where(a => arguments.Length < 2 ? only is null || a.Name == "packages" : arguments.Contains(a.Name))];

        // buildah names what it makes of a layout by its folder, and names of images are in lower case.
        string root = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "openshift-benchmarks-" + Guid.NewGuid().ToString("n")[..8])).FullName;
        MeasuredPackage? measured = null;
        try
        {
            measured = only is "scan" or "load" or "code" ? null : await MeasuredPackage.MakeAsync(root).ConfigureAwait(false);
            await (only switch
            {
                "scan" => ScanBench.RunAsync(root, runs),
                "load" => LoadBench.RunAsync(root, runs),
                "prove" => ProveBench.RunAsync(root, measured!, runs),
                "guard" => GuardBench.RunAsync(root, measured!, runs, arguments.Length > 1 ? arguments[1..] : []),
                "solution" => SolutionBench.RunAsync(root, measured!, runs, arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 50),
                "s2i" => SourceToImageBench.RunAsync(root, measured!, runs, apps[0]),
                "watch" => WatchBench.RunAsync(root, measured!, runs),
                "sbom" => SbomBench.RunAsync(root, measured!, runs, apps[0]),
                "code" => CodeBench.RunAsync(root, runs),
                "cold" => ColdBench.RunAsync(root, measured!, runs, apps),
                _ => RunAsync(root, measured!, runs, apps),
            }).ConfigureAwait(false);
            return 0;
        }
        finally
        {
            Delete(root);
            measured?.Forget();
        }
    }

    private static async Task RunAsync(string root, MeasuredPackage measured, int runs, App[] apps)
    {
        (string version, string feed) = measured;
        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        using RegistryServer registry = await RegistryServer.StartAsync(Path.Combine(root, "registry")).ConfigureAwait(false);
        using var proxy = new CountingProxy(registry.Port);
        await PushBaseAsync(await RuntimeImageAsync(Path.Combine(root, "base")).ConfigureAwait(false), proxy.Host).ConfigureAwait(false);

        // Another app makes the base image one that has been seen.
        string seen = Path.Combine(root, "seen");
        var benches = new List<(App App, Bench Theirs, Bench Ours)>();
        foreach (bool ours in (bool[])[false, true])
        {
            var warmUp = new Bench(new App("seen", "", false, false), ours, Path.Combine(root, "warm-up", ours ? "ours" : "theirs"), seen, proxy, dotnet);
            await warmUp.PrepareAsync(version, feed, "Seen").ConfigureAwait(false);
            await warmUp.PublishAsync("seen").ConfigureAwait(false);
        }

        foreach (App app in apps)
        {
            Bench[] pair = [.. ((bool[])[false, true]).Select(ours => new Bench(app, ours, Path.Combine(root, app.Name, ours ? "ours" : "theirs"), Path.Combine(root, app.Name, "cache"), proxy, dotnet))];
            foreach (Bench bench in pair)
            {
                await bench.PrepareAsync(version, feed).ConfigureAwait(false);
            }

            benches.Add((app, pair[0], pair[1]));
        }

        var results = new Results();
        for (int run = 1; run <= runs; run++)
        {
            Console.WriteLine(FormattableString.Invariant($"run {run} of {runs}, load {await LoadAsync().ConfigureAwait(false)}"));
            foreach ((App app, Bench theirs, Bench ours) in benches)
            {
                foreach (Change change in Enum.GetValues<Change>())
                {
                    foreach (Bench bench in run % 2 == 0 ? (Bench[])[ours, theirs] : [theirs, ours])
                    {
                        results.Add(app, change, bench.Ours, await bench.MeasureAsync(change, run, seen).ConfigureAwait(false));
                    }
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(results.ToTable());
        foreach ((App app, _, Bench ours) in benches)
        {
            await CompareDigestsAsync(app, ours, Path.Combine(root, app.Name, "another", "folder"), version, feed, proxy, dotnet).ConfigureAwait(false);
        }
    }

    private static async Task CompareDigestsAsync(App app, Bench ours, string otherFolder, string version, string feed, CountingProxy proxy, Dotnet dotnet)
    {
        var other = new Bench(app, true, otherFolder, otherFolder + ".cache", proxy, dotnet);
        await other.PrepareAsync(version, feed).ConfigureAwait(false);
        await other.PublishAsync("digests/" + app.Name).ConfigureAwait(false);
        string first = await DigestOfAsync(proxy, app).ConfigureAwait(false);
        App.Edit(ours.Folder, 0);
        await ours.PublishAsync("digests/" + app.Name).ConfigureAwait(false);
        string fromAnotherFolder = await DigestOfAsync(proxy, app).ConfigureAwait(false);
        Delete(Path.Combine(otherFolder, "bin"));
        Delete(Path.Combine(otherFolder, "obj"));
        await other.RestoreAsync().ConfigureAwait(false);
        await other.PublishAsync("digests/" + app.Name).ConfigureAwait(false);
        string rebuilt = await DigestOfAsync(proxy, app).ConfigureAwait(false);
        Console.WriteLine($"{app.Title}: {first}; from another folder {(first == fromAnotherFolder ? "the same" : "ANOTHER: " + fromAnotherFolder)}; without bin and obj {(first == rebuilt ? "the same" : "ANOTHER: " + rebuilt)}");
    }

    private static async Task<string> DigestOfAsync(CountingProxy proxy, App app)
    {
        using IRegistry registry = RegistryFactory.Create(proxy.Host, [], RegistryDirection.Pull, CredentialVariables.None, new ProcessEnvironment());
        return (await registry.HeadManifestAsync("digests/" + app.Name, "1.4.2", CancellationToken.None).ConfigureAwait(false))?.ToString() ?? "none";
    }

    /// <summary>Folder of this machine's .NET.</summary>
    internal static string DotnetRoot { get; } = Path.GetDirectoryName(new FileInfo(Environment.ProcessPath!) is { Name: "dotnet" } own ? own.ResolveLinkTarget(true)?.FullName ?? own.FullName : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet")))!;

    /// <summary>An image of this machine's own .NET runtime.</summary>
    internal static async Task<Image> RuntimeImageAsync(string folder)
    {
        var request = new EmbeddedBaseRequest
        {
            DotnetRoot = DotnetRoot,
            TargetFrameworkVersion = "10.0",
            Frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"],
            Platform = new Platform("linux", "amd64"),
            OutputFolder = folder,
        };
        return (await EmbeddedBaseBuilder.BuildAsync(request, CancellationToken.None).ConfigureAwait(false)).Image;
    }

    /// <summary>Makes an image the base image of the applications.</summary>
    internal static async Task PushBaseAsync(Image image, string host)
    {
        using IRegistry registry = RegistryFactory.Create(host, [], RegistryDirection.Push, CredentialVariables.None, new ProcessEnvironment());
        await new ImagePusher(registry, BaseRepository).PushAsync(image, [BaseTag], CancellationToken.None).ConfigureAwait(false);
    }

    internal static ImageReference BaseOf(CountingProxy proxy) => ImageReference.Parse($"{proxy.Host}/{BaseRepository}:{BaseTag}");

    internal static async Task<string> LoadAsync() => File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg").ConfigureAwait(false)).Split(' ')[0] : "unknown";

    internal static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
