using CsCheck;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Yaml;

/// <summary>What holds of every document.</summary>
[TestClass]
public sealed class YamlProperties
{
    [TestMethod]
    public void What_is_written_is_read_back_and_written_the_same() => YamlTrees.Document.Sample(
        static document =>
        {
            string text = YamlWriter.Write(document);
            YamlMapping read = YamlReader.ReadText(text, "x.yaml").Single();
            Assert.AreEqual(Shape(document), Shape(read), text);
            Assert.AreEqual(text, YamlWriter.Write(read));
        },
        iter: 2_000,
        print: YamlWriter.Write);

    // Records of arrays are equal when the arrays are the same ones.
    private static string Shape(YamlNode node) => node switch
    {
        YamlMapping mapping => "{" + string.Join(',', mapping.Entries.Select(static e => $"{Quoted(e.Key)}:{Shape(e.Value)}")) + "}",
        YamlSequence sequence => "[" + string.Join(',', sequence.Items.Select(Shape)) + "]",
        YamlScalar scalar => $"{scalar.Kind} {Quoted(scalar.Text)}",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
