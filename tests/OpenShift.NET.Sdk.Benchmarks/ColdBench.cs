using System.Globalization;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>
/// Whole publishes as a CI runner does them: from a fresh clone, with empty caches, over a link with latency and bandwidth; with the .NET SDK alone and with this product, in turns.
/// Afterwards two more of the same clone, for which everything has been seen.
/// </summary>
internal static class ColdBench
{
    /// <summary>Measures and prints.</summary>
    /// <param name="root">Folder to work in.</param>
    /// <param name="measured">The package to measure.</param>
    /// <param name="runs">Number of runs.</param>
    /// <param name="apps">The applications.</param>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs, App[] apps)
    {
        using RegistryServer registry = await RegistryServer.StartAsync(Path.Combine(root, "registry")).ConfigureAwait(false);
        string host = FormattableString.Invariant($"localhost:{registry.Port}");
        Image image = await DebianBase.MakeAsync(await Program.RuntimeImageAsync(Path.Combine(root, "runtime")).ConfigureAwait(false), Path.Combine(root, "base")).ConfigureAwait(false);
        await Program.PushBaseAsync(image, host).ConfigureAwait(false);
        Console.WriteLine($"base image: {image.Manifest.Layers.Length} layers, {Sizes.Of(image.Manifest.Layers.Sum(static l => l.Size))} compressed");

        // What is in source control: with the lock file, so that restoring asks no feed on the measured machine.
        foreach (App app in apps)
        {
            foreach (bool ours in (bool[])[false, true])
            {
                string template = Path.Combine(root, app.Name, ours ? "ours" : "theirs");
                app.Write(template, ours ? measured.Version : null, measured.Feed, "Shop");
                await new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName).RunAsync(template, "restore", "-nologo", "-tl:off", "--use-lock-file").ConfigureAwait(false);
            }
        }

        var results = new ColdResults();
        foreach (Link link in Link.All)
        {
            using var proxy = new CountingProxy(registry.Port, link);
            for (int run = 1; run <= runs; run++)
            {
                Console.WriteLine(FormattableString.Invariant($"{link}: run {run} of {runs}, load {await Program.LoadAsync().ConfigureAwait(false)}"));
                foreach (App app in apps)
                {
                    bool[] tools = run % 2 == 0 ? [true, false] : [false, true];
                    var clones = new Dictionary<bool, ColdClone>();
                    var digests = new Dictionary<bool, Digest?>();
                    foreach (ColdChange change in Enum.GetValues<ColdChange>())
                    {
                        foreach (bool ours in tools)
                        {
                            string repository = string.Create(CultureInfo.InvariantCulture, $"{app.Name}-{(ours ? "ours" : "theirs")}-{link.RoundTrip.TotalMilliseconds:0}-{run}");
                            if (change is ColdChange.First or ColdChange.None or ColdChange.OneLine)
                            {
                                clones.GetValueOrDefault(ours)?.Delete();
                                clones[ours] = new ColdClone(Path.Combine(root, app.Name, ours ? "ours" : "theirs"), Path.Combine(root, "clones", repository, change.ToString()));
                            }

                            if (change is ColdChange.OneLine or ColdChange.WarmOneLine)
                            {
                                clones[ours].Edit((2 * run) + (change == ColdChange.OneLine ? 0 : 1));
                            }

                            Measurement measurement = await clones[ours].PublishAsync(repository, proxy).ConfigureAwait(false);
                            Digest? digest = await DigestAsync(host, repository).ConfigureAwait(false);
                            results.Add(new ColdCase(link, app, change, ours), measurement, digest is not null && digest == digests.GetValueOrDefault(ours));
                            digests[ours] = digest;
                        }
                    }

                    foreach (ColdClone clone in clones.Values)
                    {
                        clone.Delete();
                    }
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(results.ToTable());
    }

    private static async Task<Digest?> DigestAsync(string host, string repository)
    {
        using IRegistry registry = RegistryFactory.Create(host, [], RegistryDirection.Pull, CredentialVariables.None, new ProcessEnvironment());
        return await registry.HeadManifestAsync(repository, "1.4.2", CancellationToken.None).ConfigureAwait(false)
            ?? await registry.HeadManifestAsync(repository, "latest", CancellationToken.None).ConfigureAwait(false);
    }
}
