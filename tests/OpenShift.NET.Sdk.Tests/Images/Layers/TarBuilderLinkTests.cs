using System.Formats.Tar;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Tests.Images.Layers;

[TestClass]
public sealed class TarBuilderLinkTests
{
    [TestMethod]
    [DataRow(10, 10, DisplayName = "short")]
    [DataRow(10, 100, DisplayName = "a target that just fits")]
    [DataRow(10, 101, DisplayName = "a target that does not fit")]
    [DataRow(150, 10, DisplayName = "a path in two parts")]
    [DataRow(150, 300, DisplayName = "a path in two parts and a target that does not fit")]
    [DataRow(400, 300, DisplayName = "nothing fits")]
    public void Links_of_any_length_are_read_back(int pathLength, int targetLength)
    {
        string path = Name(pathLength);
        string target = "/" + Name(targetLength - 1);
        var stream = new MemoryStream();
        var tar = new TarBuilder(stream, 1);
        tar.WriteSymbolicLink(path, target);
        tar.WriteFile("after", 0b110_100_100, "x"u8);
        tar.End();
        stream.Position = 0;

        using var reader = new TarReader(stream);
        TarEntry link = reader.GetNextEntry()!;
        Assert.AreEqual(TarEntryType.SymbolicLink, link.EntryType);
        Assert.AreEqual(path, link.Name);
        Assert.AreEqual(target, link.LinkName);
        Assert.AreEqual("after", reader.GetNextEntry()!.Name);
        Assert.IsNull(reader.GetNextEntry());
    }

    private static string Name(int length) => string.Concat(Enumerable.Repeat("abcdefghi/", (length + 9) / 10))[..length].TrimEnd('/').PadRight(length, 'z');
}
