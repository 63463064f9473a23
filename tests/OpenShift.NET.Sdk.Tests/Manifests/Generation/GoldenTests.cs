using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

/// <summary>What users get, file by file, beside the tests.</summary>
[TestClass]
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Goldens");

    public static IEnumerable<object[]> Applications => SampleInputs.Goldens.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Applications))]
    public void The_manifests_of_an_application_are_as_agreed(string name)
    {
        GeneratedManifests generated = ManifestGenerator.Generate(SampleInputs.Goldens[name]);
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ManifestFile file in generated.Files)
        {
            contents.Add(file.Path, YamlWriter.Write(file));
        }

        foreach (ManifestText text in generated.Texts)
        {
            contents.Add(text.Path, text.Content);
        }

        contents.Add("notes.txt", string.Concat(generated.Notes.Select(n => n.Text + "\n")));
        string folder = Path.Combine(Folder, name);
        foreach ((string path, string content) in contents)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            Repository.AssertGenerated(full, content);
        }

        IEnumerable<string> there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        CollectionAssert.AreEqual(contents.Keys.ToArray(), there.ToArray(), "a golden is left over");
    }
}
