using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.LayerKnowledge;

namespace OpenShift.NET.Sdk.Tests.Images.LayerKnowledge;

[TestClass]
public sealed class ImageRecordTests
{
    private static readonly string Key = Digest.Of("key"u8).Hex;
    private static readonly Digest One = Digest.Of("1"u8);
    private static readonly Digest Two = Digest.Of("2"u8);
    private static readonly string Good = $"OpenShift.NET.Sdk layers 1\nbase {One}\nlayer {Key} {One} 5 {Two} 10\n";

    [TestMethod]
    public void What_was_written_is_read()
    {
        var record = new ImageRecord(One, [new KnownLayer(Key, One, 5, Two, 10), new KnownLayer(Two.Hex, Two, 0, One, 1024)]);
        ImageRecord read = ImageRecord.TryRead(record.Write())!;
        Assert.AreEqual(record.Base, read.Base);
        CollectionAssert.AreEqual(record.Layers.ToArray(), read.Layers.ToArray());
        Assert.IsNotNull(ImageRecord.TryRead(Encoding.ASCII.GetBytes(Good)));
        Assert.IsEmpty(ImageRecord.TryRead(new ImageRecord(One, []).Write())!.Layers);
    }

    [TestMethod]
    [DataRow("layers 1", "layers 2", DisplayName = "another version")]
    [DataRow(" 5 ", " -5 ", DisplayName = "a size below nothing")]
    [DataRow(" 5 ", " 99999999999999999999999 ", DisplayName = "a size that is no number")]
    [DataRow(" 5 ", " 1099511627776 ", DisplayName = "a size no layer has")]
    [DataRow(" 10\n", " 1099511627776\n", DisplayName = "a tar no layer has")]
    [DataRow(" 10\n", " 10 11\n", DisplayName = "a word too many")]
    [DataRow(" 10\n", " 10", DisplayName = "cut off")]
    [DataRow("layer ", "laier ", DisplayName = "another word")]
    [DataRow("sha256:", "sha512:", DisplayName = "another algorithm")]
    [DataRow("base ", "base  ", DisplayName = "no base")]
    [DataRow("base ", "basé ", DisplayName = "no ASCII")]
    public void What_is_otherwise_is_ignored(string part, string other)
    {
        string forged = Good.Replace(part, other, StringComparison.Ordinal);
        Assert.AreNotEqual(Good, forged);
        Assert.IsNull(ImageRecord.TryRead(Encoding.UTF8.GetBytes(forged)));
    }

    [TestMethod]
    public void A_key_that_is_no_hash_and_more_layers_than_we_make_are_ignored()
    {
        Assert.IsNull(ImageRecord.TryRead(Encoding.ASCII.GetBytes(Good.Replace(Key, Key[..^1] + "/", StringComparison.Ordinal))));
        string layer = $"layer {Key} {One} 5 {Two} 10\n";
        Assert.IsNotNull(ImageRecord.TryRead(Encoding.ASCII.GetBytes(Good + string.Concat(Enumerable.Repeat(layer, 99)))));
        Assert.IsNull(ImageRecord.TryRead(Encoding.ASCII.GetBytes(Good + string.Concat(Enumerable.Repeat(layer, 100)))));
        Assert.IsNull(ImageRecord.TryRead(Encoding.ASCII.GetBytes(Good + new string('\n', ImageRecord.LargestSize))));
        Assert.IsNull(ImageRecord.TryRead([]));
    }
}
