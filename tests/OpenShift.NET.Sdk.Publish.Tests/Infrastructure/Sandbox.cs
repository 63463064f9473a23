using System.Reflection;

using OpenShift.NET.Sdk.Publish.Tests.Proving;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>What all publish tests share: the packed package in a feed of its own, under a version of its own, and folders that go away at the end.</summary>
[TestClass]
public static class Sandbox
{
    internal static string RepositoryRoot { get; } =
        typeof(Sandbox).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    internal static string Root { get; } = Path.Combine(Path.GetTempPath(), "osc-tests-" + Guid.NewGuid().ToString("n")[..8]);

    internal static string Feed { get; } = Path.Combine(Root, "feed");

    /// <summary>The cache all publishes of a run share, as a user's publishes do.</summary>
    internal static string Cache { get; } = Path.Combine(Root, "cache");

    internal static string Version { get; } = "0.0.1-test." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);

    internal static string Package => Path.Combine(Feed, $"OpenShift.NET.Sdk.{Version}.nupkg");

    // Compiling ahead of time takes a minute where nothing else runs.
    internal const int BusyMachine = 1200;

    [AssemblyInitialize]
    public static void Pack(TestContext _)
    {
        Interrupts.AreHeardByChildren();
        Directory.CreateDirectory(Feed);
        Packages.Pack("OpenShift.NET.Sdk.Tasks");
    }

    [AssemblyCleanup]
    public static void Clean()
    {
        Corpus.End();
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        string unpacked = Path.Combine(packages, "openshift.net.sdk", Version);
        foreach (string folder in (string[])[Root, unpacked])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    internal static string NewFolder(string name)
    {
        string folder = Path.Combine(Root, name + "-" + Guid.NewGuid().ToString("n")[..8]);
        Directory.CreateDirectory(folder);
        return folder;
    }
}
