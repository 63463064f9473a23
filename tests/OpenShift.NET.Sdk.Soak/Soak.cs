using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>
/// Rounds of parallel publishes on one cache through the faults, some killed, some on a disk that is full or read-only; after each round no tag may be
/// in parts, and one publish without faults must make everything right.
/// </summary>
internal sealed class Soak(string root, int seed, int faults, int publishers, int percent)
{
    private readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _damages = [];
    private int _published, _refused, _killed, _rounds, _repaired, _lost, _diskRounds;
    private double _longest;

    /// <summary>Runs until that many faults were done.</summary>
    /// <exception cref="SoakFailure">Something that must hold does not.</exception>
    public async Task RunAsync()
    {
        using RealRegistry registry = await RealRegistry.StartAsync(Folder("registry")).ConfigureAwait(false);
        await BaseImage.PushAsync(registry.Address).ConfigureAwait(false);
        IReadOnlyList<string> keep = registry.BlobFiles();
        using var proxy = new FaultProxy(registry.Port, new FaultPlan(seed, percent));
        using var client = new HttpClient { BaseAddress = registry.Address };
        string cache = Folder("cache");
        long began = Stopwatch.GetTimestamp();
        while (proxy.Total < faults)
        {
            int round = _rounds++;
            await Task.WhenAll(Enumerable.Range(0, publishers).Select(p => PublishAsync(proxy.Host, cache, p, round, kill: Seeded.Below(4, seed, round, p, 1) == 0))).ConfigureAwait(false);
            await WholeAsync(client).ConfigureAwait(false);
            if (Invariants.Damaged(cache).Except(_damages).FirstOrDefault() is { } damaged)
            {
                throw new SoakFailure($"The cache holds {damaged} with another content");
            }

            if (round % 5 == 4)
            {
                await DiskAsync(proxy.Host, registry, client, round).ConfigureAwait(false);
            }

            Damage(registry, keep, cache, round);
            await RepairAsync(registry, client, cache, round).ConfigureAwait(false);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {_rounds}: {proxy.Total} faults, {_published} published, {_refused} refused, {_killed} killed"));
        }

        TimeSpan took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {proxy.Total} faults in {_published + _refused + _killed} publishes of {_rounds} rounds, {took.TotalMinutes:0.0} min"));
        Console.WriteLine("faults: " + string.Join(", ", proxy.Done.OrderBy(d => d.Key).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key} {d.Value}"))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"publishes: {_published} published, {_refused} refused ({string.Join(", ", _codes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"))}), {_killed} killed; the longest took {_longest:0} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"damage: {_lost} blobs taken from the registry, {_damages.Count} damaged in the cache, {_diskRounds} rounds on full and read-only disks; {_repaired} publishes without faults made all of it right"));
    }

    private static string Repository(int publisher) => string.Create(CultureInfo.InvariantCulture, $"shop/app{publisher}");

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    private async Task<(int ExitCode, string Last)?> PublishAsync(string registry, string cache, int publisher, int round, bool kill)
    {
        long began = Stopwatch.GetTimestamp();
        string work = Folder(string.Create(CultureInfo.InvariantCulture, $"work{publisher}"));
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Soak).Assembly.Location);
        }

        // Every second round the application is the same as before: half of the publishes have nothing new to say.
        foreach (string argument in (string[])["worker", registry, work, cache, Repository(publisher), (round / 2).ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(kill ? TimeSpan.FromMilliseconds(100 + Seeded.Below(2500, seed, round, publisher, 2)) : TimeSpan.FromMinutes(20));
        try
        {
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            if (!kill)
            {
                throw new SoakFailure($"A publish of {Repository(publisher)} did not end");
            }

            _ = Interlocked.Increment(ref _killed);
            return null;
        }

        string last = (await output.ConfigureAwait(false)).TrimEnd().Split('\n')[^1];
        lock (_codes)
        {
            _longest = Math.Max(_longest, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        switch (process.ExitCode)
        {
            case Worker.Published:
                _ = Interlocked.Increment(ref _published);
                break;
            case Worker.Refused:
                _ = Interlocked.Increment(ref _refused);
                _ = _codes.AddOrUpdate(last.Split(':')[0], 1, static (_, count) => count + 1);
                break;
            default:
                throw new SoakFailure($"A publish of {Repository(publisher)} ended with {process.ExitCode}: {last}");
        }

        return (process.ExitCode, last);
    }

    private async Task WholeAsync(HttpClient client)
    {
        for (int publisher = 0; publisher < publishers; publisher++)
        {
            foreach (string tag in (string[])["1.0.0", "1.0"])
            {
                _ = await Invariants.WholeTagAsync(client, Repository(publisher), tag).ConfigureAwait(false);
            }
        }
    }

    // A registry loses a blob, a disk changes one in the cache. The base image's own stay: nobody could bring them back.
    private void Damage(RealRegistry registry, IReadOnlyCollection<string> keep, string cache, int round)
    {
        string[] own = [.. registry.BlobFiles().Where(b => !keep.Contains(b))];
        if (round % 3 == 1 && own.Length > 0)
        {
            File.Delete(own[Seeded.Below(own.Length, seed, round, 3)]);
            _lost++;
        }

        string folder = Path.Combine(cache, "blobs", "sha256");
        string[] cached = Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f).Length == 64).Order(StringComparer.Ordinal)] : [];
        if (round % 3 == 2 && cached.Length > 0)
        {
            string file = cached[Seeded.Below(cached.Length, seed, round, 4)];
            byte[] content = File.ReadAllBytes(file);
            content[content.Length / 2] ^= 1;

            // In its place, as a bad disk does it: what is linked to it has the damage, too.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
            stream.Write(content);
            _damages.Add(file);
        }
    }

    private async Task RepairAsync(RealRegistry registry, HttpClient client, string cache, int round)
    {
        for (int publisher = 0; publisher < publishers; publisher++)
        {
            // The first may say that it has deleted a damaged copy; "publish again" is what it asks for then.
            (int ExitCode, string Last)? result = await PublishAsync(registry.Host, cache, publisher, round, kill: false).ConfigureAwait(false);
            if (result is { ExitCode: Worker.Refused } && _damages.Count > 0)
            {
                result = await PublishAsync(registry.Host, cache, publisher, round, kill: false).ConfigureAwait(false);
            }

            if (result is not { ExitCode: Worker.Published, Last: var digest })
            {
                throw new SoakFailure($"A publish of {Repository(publisher)} without faults failed: {result?.Last}");
            }

            _repaired++;
            foreach (string tag in (string[])["1.0.0", "1.0"])
            {
                string? there = await Invariants.WholeTagAsync(client, Repository(publisher), tag).ConfigureAwait(false);
                if (there != digest)
                {
                    throw new SoakFailure($"{Repository(publisher)}:{tag} is {there ?? "not there"} after a publish of {digest}");
                }
            }
        }
    }

    // A cache of its own on a disk that is too small, then read-only, then large enough.
    private async Task DiskAsync(string faulty, RealRegistry registry, HttpClient client, int round)
    {
        string disk = Folder("disk");
        if (!await MountAsync("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            _diskRounds++;
            _ = await PublishAsync(faulty, disk, 0, round + 1, kill: false).ConfigureAwait(false);
            await WholeAsync(client).ConfigureAwait(false);
            _ = await MountAsync("mount", "-o", "remount,ro", disk).ConfigureAwait(false);
            _ = await PublishAsync(registry.Host, disk, 0, round + 1, kill: false).ConfigureAwait(false);
            await WholeAsync(client).ConfigureAwait(false);
            _ = await MountAsync("mount", "-o", "remount,rw,size=64m", disk).ConfigureAwait(false);
            if (await PublishAsync(registry.Host, disk, 0, round + 1, kill: false).ConfigureAwait(false) is not { ExitCode: Worker.Published })
            {
                throw new SoakFailure("A publish on a disk that has room again failed");
            }

            if (Invariants.Damaged(disk) is [var damaged, ..])
            {
                throw new SoakFailure($"The cache on a full disk holds {damaged} with another content");
            }
        }
        finally
        {
            _ = await MountAsync("umount", disk).ConfigureAwait(false);
        }
    }

    private static async Task<bool> MountAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        _ = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0;
    }
}
