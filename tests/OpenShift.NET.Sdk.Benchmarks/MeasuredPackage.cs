using System.Globalization;
using System.Reflection;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>The package that is measured.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Feed">The folder it lies in.</param>
internal sealed record MeasuredPackage(string Version, string Feed)
{
    /// <summary>Folder of this product's sources.</summary>
    public static string Repository => typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Packs one, or takes the file that BENCHMARK_PACKAGE names.</summary>
    public static async Task<MeasuredPackage> MakeAsync(string root)
    {
        string feed = Path.Combine(root, "feed");
        if (Environment.GetEnvironmentVariable("BENCHMARK_PACKAGE") is { } package)
        {
            Directory.CreateDirectory(feed);
            File.Copy(package, Path.Combine(feed, Path.GetFileName(package)));
            return new MeasuredPackage(Path.GetFileNameWithoutExtension(package)["OpenShift.NET.Sdk.".Length..], feed);
        }

        string version = "0.0.1-benchmark." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        await new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName).RunAsync(Repository, "pack", "src/OpenShift.NET.Sdk.Tasks", "-c", "Release", "-o", feed, "-p:OpenShiftPackageVersion=" + version, "-p:RunAnalyzers=false").ConfigureAwait(false);
        return new MeasuredPackage(version, feed);
    }

    /// <summary>Removes what restoring it left in NuGet's folder of packages, when it was packed for this run.</summary>
    public void Forget()
    {
        if (Version.StartsWith("0.0.1-benchmark.", StringComparison.Ordinal))
        {
            Program.Delete(Path.Combine(Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"), "openshift.net.sdk", Version));
        }
    }
}
