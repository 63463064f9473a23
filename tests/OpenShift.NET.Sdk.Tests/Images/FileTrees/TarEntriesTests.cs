using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestTar;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class TarEntriesTests
{
    [TestMethod]
    public async Task The_map_of_a_sparse_file_is_passed_over()
    {
        byte[] more = new byte[512];
        more[504] = 1;
        byte[] archive = new TestTar().Entry("old", 'S', content: [], size: 512, change: static b =>
        {
            Put(b, 257, "ustar  \0");
            Put(b, 483, Octal(100000, 11));
            b[482] = 1;
        }).Raw(more).Raw(new byte[512]).Raw(new byte[512]).Entry("after", content: "hello"u8.ToArray()).ToArray();
        var entries = new TarEntries(new MemoryStream(archive));

        Assert.IsTrue(await entries.NextAsync(CancellationToken.None));
        Assert.AreEqual(("old", false, 512L, 3 * 512L), (entries.Name, entries.IsFile, entries.Size, entries.Offset));
        Assert.IsTrue(await entries.NextAsync(CancellationToken.None));
        Assert.AreEqual(("after", true), (entries.Name, entries.IsFile));
        var content = new MemoryStream();
        await entries.CopyAsync(content, CancellationToken.None);
        CollectionAssert.AreEqual("hello"u8.ToArray(), content.ToArray());
        Assert.IsFalse(await entries.NextAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task A_map_that_the_archive_ends_in_is_truncated()
    {
        var entries = new TarEntries(new MemoryStream(new TestTar().Entry("old", 'S', change: static b => b[482] = 1).ToArray(end: false)));
        await Assert.ThrowsExactlyAsync<EndOfStreamException>(async () => await entries.NextAsync(CancellationToken.None));
    }
}
