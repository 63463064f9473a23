using CsCheck;
using OpenShift.NET.Sdk.Manifests.Merging;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Tests.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Merging;

/// <summary>What holds of every two objects.</summary>
[TestClass]
public sealed class StrategicMergeProperties
{
    [TestMethod]
    public void Nothing_written_changes_nothing() => YamlTrees.Object.Sample(
        static generated => Assert.AreEqual(YamlWriter.Write(generated), YamlWriter.Write(StrategicMerge.Merge(generated, YamlMapping.Empty, null))),
        iter: 1_000,
        print: YamlWriter.Write);

    [TestMethod]
    public void Written_twice_is_written_once() => Gen.Select(YamlTrees.Object, YamlTrees.Object).Sample(
        static (generated, written) =>
        {
            YamlMapping once = StrategicMerge.Merge(generated, written, null);
            Assert.AreEqual(YamlWriter.Write(once), YamlWriter.Write(StrategicMerge.Merge(once, written, null)));
        },
        iter: 2_000,
        print: static pair => YamlWriter.Write(pair.Item1) + "---\n" + YamlWriter.Write(pair.Item2));

    [TestMethod]
    public void What_the_user_writes_is_there() => Gen.Select(YamlTrees.Object, YamlTrees.Object).Sample(
        static (generated, written) =>
        {
            YamlMapping merged = StrategicMerge.Merge(generated, written, null);
            foreach (YamlEntry entry in written.Entries.Where(static e => e.Value is YamlScalar))
            {
                Assert.AreEqual(entry.Value, merged[entry.Key]);
            }
        },
        iter: 1_000,
        print: static pair => YamlWriter.Write(pair.Item1) + "---\n" + YamlWriter.Write(pair.Item2));
}
