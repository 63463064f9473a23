using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;

namespace OpenShift.NET.Sdk.Tests.Manifests.Charts;

/// <summary>The charts users get, file by file, beside the tests; helm itself renders them in the publish tests.</summary>
[TestClass]
public sealed class ChartGoldenTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Charts", "Goldens");

    public static IEnumerable<object[]> Applications => SampleInputs.Goldens.Keys.Where(static n => !n.Contains("builder", StringComparison.Ordinal)).Select(static n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Applications))]
    public void The_chart_of_an_application_is_as_agreed(string name)
    {
        string folder = Path.Combine(s_folder, name);
        string[] paths = [.. ChartGenerator.Generate(SampleInputs.Goldens[name], []).Files.Select(file =>
        {
            string path = file.Path[(file.Path.IndexOf('/', "helm/".Length) + 1)..];
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            Repository.AssertGenerated(full, file.Content);
            return path;
        })];
        IEnumerable<string> there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));
        CollectionAssert.AreEquivalent(paths, there.ToArray(), "a golden is left over");
    }
}
