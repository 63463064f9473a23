using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Starts a web application that has something to guard, with the start-up guard compiled in and without, in turns: compiled just in time, and by Native AOT.</summary>
internal static class GuardBench
{
    // What the image of an application with a required setting, a secret and a mount has.
    private const string List = "workload|deployment/shop;declared|Shop__Address|url|Where the shop is;secret|Shop__Key||Its key;folder|/tmp||Where files go";

    /// <summary>Measures and prints.</summary>
    /// <param name="root">Folder to work in.</param>
    /// <param name="measured">The package to measure.</param>
    /// <param name="runs">Number of starts of each.</param>
    /// <param name="kinds"><c>jit</c> and <c>aot</c>; both when empty.</param>
    public static async Task RunAsync(string root, MeasuredPackage measured, int runs, string[] kinds)
    {
        foreach (string kind in (string[])["jit", "aot"])
        {
            if (kinds.Length == 0 || kinds.Contains(kind))
            {
                await RunAsync(root, measured, runs, kind == "aot").ConfigureAwait(false);
            }
        }
    }

    private static async Task RunAsync(string root, MeasuredPackage measured, int runs, bool native)
    {
        var dotnet = new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName);
        var applications = new List<ApplicationRun>();
        var sizes = new List<long>();
        foreach (bool guarded in (bool[])[false, true])
        {
            string folder = Path.Combine(root, (native ? "native" : "jit") + (guarded ? "-guarded" : ""));
            new App("guard", "", Packages: false, SelfContained: false).Write(folder, measured.Version, measured.Feed, "Shop");
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
                var builder = WebApplication.CreateSlimBuilder(args);
                var app = builder.Build();
                app.MapGet("/healthz", () => "ok");
                app.Run();
                """).ConfigureAwait(false);
            string output = Path.Combine(folder, "out");
            await dotnet.RunAsync(folder, ["publish", "-c", "Release", "-nologo", "-tl:off", "-o", output, $"-p:OpenShiftGuard={(guarded ? "true" : "false")}", .. native ? (string[])["-p:PublishAot=true", "-r", "linux-x64"] : []]).ConfigureAwait(false);
            sizes.Add(Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Where(static f => Path.GetExtension(f) is not (".pdb" or ".dbg")).Sum(static f => new FileInfo(f).Length));
            applications.Add(new ApplicationRun(output, native ? ["Shop"] : ["dotnet", "Shop.dll"], ("OPENSHIFT_GUARD", List), ("Shop__Address", "https://shop.example.com/"), ("Shop__Key", "changed")));
        }

        double[][] times = [.. applications.Select(_ => new double[runs])];
        for (int run = -1; run < runs; run++)
        {
            foreach (int which in run % 2 == 0 ? (int[])[0, 1] : [1, 0])
            {
                double ready = (await applications[which].RunAsync(closely: true).ConfigureAwait(false)).Ready;
                if (run >= 0)
                {
                    times[which][run] = ready;
                }
            }
        }

        double without = Medians.Of(times[0]);
        double with = Medians.Of(times[1]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(native ? "Native AOT" : "compiled just in time")} | {without:0.0} ms | {with:0.0} ms | {with - without:0.0} ms | {with / without:0.000} | {(sizes[1] - sizes[0]) / 1024.0:0.0} KiB |"));
    }
}
