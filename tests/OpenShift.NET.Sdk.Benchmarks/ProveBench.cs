using System.Diagnostics;
using System.Globalization;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>
/// Proves the sample web application in the sandbox: a first time, with the base image unpacked, and again without a change; against the same application started, asked and ended outside any container.
/// And unpacks the base image, against <c>tar -x</c> of the same layers.
/// </summary>
internal static class ProveBench
{
    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs)
    {
        Image image = await DebianBase.MakeAsync(await Program.RuntimeImageAsync(Path.Combine(root, "runtime")).ConfigureAwait(false), Path.Combine(root, "base")).ConfigureAwait(false);
        string layout = Path.Combine(root, "layout");
        await OciLayout.WriteAsync(image, layout, ["10.0"], CancellationToken.None).ConfigureAwait(false);
        await UnpackAsync(root, image, layout, runs).ConfigureAwait(false);
        await ProveAsync(root, measured, layout, runs).ConfigureAwait(false);
    }

    private static async Task UnpackAsync(string root, Image image, string layout, int runs)
    {
        var tars = new List<double>();
        var ours = new List<double>();
        for (int run = 0; run <= runs; run++)
        {
            string plain = Directory.CreateDirectory(Path.Combine(root, "plain")).FullName;
            long started = Stopwatch.GetTimestamp();
            foreach (Descriptor layer in image.Manifest.Layers)
            {
                using Process tar = Process.Start("tar", ["-xzf", Path.Combine(layout, "blobs", "sha256", layer.Digest.Hex), "-C", plain]);
                await tar.WaitForExitAsync().ConfigureAwait(false);
            }

            double theirs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            string cache = Path.Combine(root, "unpacked");
            Image read = await OciLayout.ReadAsync(layout, CancellationToken.None).ConfigureAwait(false);
            started = Stopwatch.GetTimestamp();
            await new ImageUnpacker(cache, null).UnpackAsync(read, read.Manifest.Layers.Length, CancellationToken.None).ConfigureAwait(false);
            double own = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            Remove(plain);
            Remove(cache);
            if (run > 0)
            {
                tars.Add(theirs);
                ours.Add(own);
            }
        }

        Console.WriteLine(FormattableString.Invariant($"load {await Program.LoadAsync().ConfigureAwait(false)}, medians of {runs}"));
        Print("tar -x of the base image's layers", Medians.Of(tars), null, null);
        Print("unpacking the base image", Medians.Of(ours), Medians.Of(ours) / Medians.Of(tars), 1.5);
    }

    private static async Task ProveAsync(string root, MeasuredPackage measured, string layout, int runs)
    {
        // Run by root, the sandbox gives its files to another user, who has to get there.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, File.GetUnixFileMode(root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        string folder = Path.Combine(root, "sample");
        await SampleFolder.WriteAsync(folder, measured).ConfigureAwait(false);
        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        string[] properties = [$"-p:OpenShiftSdkVersion={measured.Version}", $"-p:OpenShiftCacheDirectory={Path.Combine(root, "cache")}", $"-p:OpenShiftBaseImageArchive={layout}#10.0", $"-p:ContainerArchiveOutputPath={Path.Combine(root, "out.tar")}"];
        await dotnet.RunAsync(folder, ["publish", "-c", "Release", "-t:PublishContainer", "-nologo", "-tl:off", .. properties]).ConfigureAwait(false);

        double first = await ProofAsync(dotnet, folder, properties).ConfigureAwait(false);
        var proofs = new List<double>();
        var kept = new List<double>();
        var alone = new List<double>();
        string data = Directory.CreateDirectory(Path.Combine(root, "data")).FullName;
        var application = new ApplicationRun(Path.Combine(folder, "bin", "Release", "net10.0", "publish"), ["dotnet", "WebApi.dll"], ("Documents__Folder", data));
        string program = await File.ReadAllTextAsync(Path.Combine(folder, "Program.cs")).ConfigureAwait(false);
        for (int run = 1; run <= runs; run++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program + string.Create(CultureInfo.InvariantCulture, $"\nfile static class Edition {{ public const int Number = {run}; }}\n")).ConfigureAwait(false);
            proofs.Add(await ProofAsync(dotnet, folder, properties).ConfigureAwait(false));
            kept.Add(await ProofAsync(dotnet, folder, properties).ConfigureAwait(false));
            alone.Add((await application.RunAsync().ConfigureAwait(false)).Ended);
        }

        double own = Medians.Of(alone);
        Console.WriteLine(FormattableString.Invariant($"load {await Program.LoadAsync().ConfigureAwait(false)}, medians of {runs}"));
        Print("the sample outside any container, from start until ready, until ended", own, null, null);
        Print("its first proof, the base image unpacked on the way", first, first / own, null);
        Print("its proof after a change", Medians.Of(proofs), Medians.Of(proofs) / own, 2);
        Print("no change: the kept proof", Medians.Of(kept), Medians.Of(kept) / own, null);
    }

    // The task that proves, waiting for the program that runs the stages included.
    private static async Task<double> ProofAsync(Dotnet dotnet, string folder, string[] properties)
    {
        string log = folder + ".times";
        await dotnet.RunAsync(
            folder,
            ["publish", "-c", "Release", "--no-restore", "-t:PublishContainer", "-nologo", "-tl:off", "-p:OpenShiftProve=Always", "-p:OpenShiftProveEngine=Sandbox", .. properties, $"-logger:{typeof(Program).Namespace}.{nameof(StepLogger)},{typeof(Program).Assembly.Location};{log}"]).ConfigureAwait(false);
        string line = (await File.ReadAllLinesAsync(log).ConfigureAwait(false)).Single(static l => l.Contains("task ProveImage ", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    // Folders of layers may be without the owner's write bit.
    private static void Remove(string folder)
    {
        using Process chmod = Process.Start("chmod", ["-R", "u+rwX", folder]);
        chmod.WaitForExit();
        Program.Delete(folder);
    }

    private static void Print(string what, double milliseconds, double? ratio, double? target) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {milliseconds:0} ms | {(ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) + (target is { } most ? Targets.Mark(r <= most) : "") : "1")} | {(target is { } t ? t.ToString(CultureInfo.InvariantCulture) : "–")} |"));
}
