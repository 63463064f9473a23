using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>
/// From a saved change of the sample web application to an answer of the changed program: <c>openshift-image run --watch</c> in the sandbox, and <c>dotnet watch</c> of the same application with a new process
/// for each change, and with one that is patched. All three run at once and are asked in turns, so that each finds the machine as the others do.
/// </summary>
internal static class WatchBench
{
    // Whoever writes programs reads what he has written.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs)
    {
        // Run by root, the sandbox gives its files to another user, who has to get there.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, File.GetUnixFileMode(root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        await dotnet.RunAsync(MeasuredPackage.Repository, "build", "src/OpenShift.NET.Sdk.Tool", "-c", "Release", "-p:RunAnalyzers=false").ConfigureAwait(false);
        Image image = await DebianBase.MakeAsync(await Program.RuntimeImageAsync(Path.Combine(root, "runtime")).ConfigureAwait(false), Path.Combine(root, "base")).ConfigureAwait(false);
        string layout = Path.Combine(root, "layout");
        await OciLayout.WriteAsync(image, layout, ["10.0"], CancellationToken.None).ConfigureAwait(false);

        var programs = new List<(string Name, WatchingProgram Program, List<double> Times)>();
        try
        {
            programs.Add(("`openshift-image run --watch`", await OwnAsync(root, measured, layout).ConfigureAwait(false), []));
            programs.Add(("`dotnet watch --no-hot-reload`", await TheirsAsync(root, measured, "restart", "--no-hot-reload").ConfigureAwait(false), []));
            programs.Add(("`dotnet watch`, which patches the running process", await TheirsAsync(root, measured, "patch").ConfigureAwait(false), []));
            foreach ((string name, WatchingProgram program, _) in programs)
            {
                TimeSpan first = await program.StartAsync().ConfigureAwait(false);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: first answer after {first.TotalSeconds:0.0} s"));
            }

            // The first change finds nothing warm.
            for (int run = 0; run <= runs; run++)
            {
                foreach ((string name, WatchingProgram program, List<double> times) in programs)
                {
                    await Task.Delay(Pause).ConfigureAwait(false);
                    _ = program.Take();
                    double time = (await program.ChangeAsync(run + 1).ConfigureAwait(false)).TotalMilliseconds;
                    string load = await Program.LoadAsync().ConfigureAwait(false);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {time:0} ms, load {load}"));
                    if (Environment.GetEnvironmentVariable("BENCHMARK_DETAILS") is not null)
                    {
                        await Task.Delay(Pause).ConfigureAwait(false);
                        Console.WriteLine("  " + program.Take());
                    }

                    if (run > 0)
                    {
                        times.Add(time);
                    }
                }
            }

            double restart = Medians.Of(programs[1].Times);
            Console.WriteLine("\n| | median | least | most | to `dotnet watch --no-hot-reload` |\n|---|---:|---:|---:|---:|");
            foreach ((string name, _, List<double> times) in programs)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Medians.Of(times):0} ms{(times == programs[0].Times ? Targets.Mark(Medians.Of(times) <= 2000) : "")} | {times.Min():0} ms | {times.Max():0} ms | {Medians.Of(times) / restart:0.00} |"));
            }

            // `dotnet watch` leaves the signal to a process of its own and goes on; it is killed below.
            await programs[0].Program.EndAsync().ConfigureAwait(false);
        }
        finally
        {
            programs.ForEach(static p => p.Program.Dispose());
        }
    }

    private static async Task<WatchingProgram> OwnAsync(string root, MeasuredPackage measured, string layout)
    {
        string folder = Path.Combine(root, "own");
        await SampleFolder.WriteAsync(folder, measured).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), $"<Project><PropertyGroup><OpenShiftSdkVersion>{measured.Version}</OpenShiftSdkVersion><OpenShiftCacheDirectory>{Path.Combine(root, "cache")}</OpenShiftCacheDirectory><OpenShiftBaseImageArchive>{layout}#10.0</OpenShiftBaseImageArchive></PropertyGroup></Project>").ConfigureAwait(false);
        int port = FreePort();
        string tool = Path.Combine(MeasuredPackage.Repository, "src", "OpenShift.NET.Sdk.Tool", "bin", "Release", "net10.0", "openshift-image.dll");
        return new WatchingProgram(folder, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/")), [tool, "run", "--watch", "--engine", "sandbox", "--port", string.Create(CultureInfo.InvariantCulture, $"{port}:8080")], Unset);
    }

    private static async Task<WatchingProgram> TheirsAsync(string root, MeasuredPackage measured, string name, params string[] options)
    {
        string folder = Path.Combine(root, name);
        await SampleFolder.WriteAsync(folder, measured).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), $"<Project><PropertyGroup><OpenShiftSdkVersion>{measured.Version}</OpenShiftSdkVersion></PropertyGroup></Project>").ConfigureAwait(false);
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/");
        return new WatchingProgram(
            folder,
            new Uri(address),
            ["watch", "--non-interactive", .. options, "run", "--no-launch-profile"],
            [.. Unset, ("ASPNETCORE_URLS", address), ("ASPNETCORE_HTTP_PORTS", null), ("Documents__Folder", Directory.CreateDirectory(Path.Combine(root, name + "-data")).FullName)]);
    }

    // As on the machine of whoever writes programs, whatever this is measured by.
    private static (string Name, string? Value)[] Unset { get; } = [.. ((string[])["MSBUILDDISABLENODEREUSE", "UseSharedCompilation", "DOTNET_CLI_USE_MSBUILD_SERVER", "MSBUILDUSESERVER", "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath"]).Select(static n => (n, (string?)null))];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
