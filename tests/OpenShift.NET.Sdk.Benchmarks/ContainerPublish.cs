using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Runs <c>dotnet publish</c> for a container, and measures it.</summary>
internal static class ContainerPublish
{
    /// <param name="folder">The project's folder.</param>
    /// <param name="repository">Where the image goes.</param>
    /// <param name="cache">This product's cache.</param>
    /// <param name="proxy">The registry.</param>
    /// <param name="dotnet">The command.</param>
    /// <param name="more">More arguments.</param>
    public static async Task<Measurement> RunAsync(string folder, string repository, string cache, CountingProxy proxy, Dotnet dotnet, params string[] more)
    {
        string log = folder + ".times";
        _ = proxy.Take();
        TimeSpan whole = await dotnet.RunAsync(
            folder,
            [
                "publish",
                "-c",
                "Release",
                "-t:PublishContainer",
                "-nologo",
                "-tl:off",
                $"-p:ContainerRegistry={proxy.Host}",
                $"-p:ContainerRepository={repository}",
                $"-p:ContainerBaseImage={Program.BaseOf(proxy)}",
                $"-p:OpenShiftCacheDirectory={cache}",
                $"-logger:{typeof(Program).Namespace}.{nameof(StepLogger)},{typeof(Program).Assembly.Location};{log}",
                .. more,
            ]).ConfigureAwait(false);
        string[] lines = await File.ReadAllLinesAsync(log).ConfigureAwait(false);
        if (Environment.GetEnvironmentVariable("BENCHMARK_DETAILS") is not null)
        {
            Console.WriteLine(repository);
            Console.WriteLine("  " + string.Join("\n  ", lines.Where(static l => !l.EndsWith(" 0.0", StringComparison.Ordinal) && !l.EndsWith(" 0.1", StringComparison.Ordinal))));
        }

        return new Measurement(double.Parse(lines[0], CultureInfo.InvariantCulture), whole.TotalMilliseconds, proxy.Take());
    }
}
