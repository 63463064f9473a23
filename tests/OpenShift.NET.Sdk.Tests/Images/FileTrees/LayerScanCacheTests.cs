using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestTar;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class LayerScanCacheTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "scans-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task A_kept_scan_is_the_same_scan()
    {
        LayerScan scan = await AScanAsync();
        var cache = new LayerScanCache(_folder);

        Assert.IsNull(cache.TryRead(scan.Blob));
        Assert.IsTrue(cache.TryWrite(scan));
        LayerScan? kept = cache.TryRead(scan.Blob);

        Assert.IsNotNull(kept);
        Assert.AreEqual((scan.DiffId, scan.UncompressedSize, scan.Blob), (kept.DiffId, kept.UncompressedSize, kept.Blob));
        CollectionAssert.AreEqual(scan.Files.ToArray(), kept.Files.ToArray());
        CollectionAssert.AreEqual(scan.Whiteouts.ToArray(), kept.Whiteouts.ToArray());
        CollectionAssert.AreEqual(scan.OpaqueDirectories.ToArray(), kept.OpaqueDirectories.ToArray());
        Assert.AreEqual(1, Directory.GetFiles(_folder).Length, "nothing temporary stays");
    }

    [TestMethod]
    public async Task Scans_are_forgotten_after_a_month()
    {
        LayerScan scan = await AScanAsync();
        var cache = new LayerScanCache(_folder);
        cache.Trim();
        Assert.IsTrue(cache.TryWrite(scan));
        cache.Trim(DateTime.UtcNow.AddDays(29));
        Assert.IsNotNull(cache.TryRead(scan.Blob));
        cache.Trim(DateTime.UtcNow.AddDays(31));
        Assert.IsNull(cache.TryRead(scan.Blob));
    }

    [TestMethod]
    public void Files_of_another_name_are_never_deleted()
    {
        Directory.CreateDirectory(_folder);
        string scan = new string('a', 64) + ".scan4";
        foreach (string name in (string[])[".tmp-mine", "notes.scan4", scan, scan + ".0123"])
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
        }

        new LayerScanCache(_folder).Trim(DateTime.UtcNow.AddDays(31));
        Assert.AreEqual(".tmp-mine notes.scan4", string.Join(' ', Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task Damage_anywhere_counts_as_not_there()
    {
        LayerScan scan = await AScanAsync();
        var cache = new LayerScanCache(_folder);
        cache.TryWrite(scan);
        string file = Directory.GetFiles(_folder).Single();
        byte[] good = await File.ReadAllBytesAsync(file);

        for (int at = 0; at < good.Length; at += 7)
        {
            byte[] bad = [.. good];
            bad[at] ^= 1;
            await File.WriteAllBytesAsync(file, bad);
            Assert.IsNull(cache.TryRead(scan.Blob), $"byte {at}");
        }

        foreach (int length in (int[])[0, 1, 31, 32, 33, good.Length - 1])
        {
            await File.WriteAllBytesAsync(file, good[..length]);
            Assert.IsNull(cache.TryRead(scan.Blob), $"length {length}");
        }
    }

    [TestMethod]
    public async Task Another_layers_scan_under_this_name_is_not_taken()
    {
        LayerScan scan = await AScanAsync();
        var cache = new LayerScanCache(_folder);
        cache.TryWrite(scan);
        string file = Directory.GetFiles(_folder).Single();
        Descriptor other = scan.Blob with { Digest = Digest.Of("other"u8) };
        File.Move(file, file.Replace(scan.Blob.Digest.Hex, other.Digest.Hex, StringComparison.Ordinal));

        Assert.IsNull(cache.TryRead(other));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Only_its_owner_can_read_it()
    {
        LayerScan scan = await AScanAsync();
        new LayerScanCache(_folder).TryWrite(scan);

#pragma warning disable CA1416 // Excluded on Windows above.
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(_folder).Single()));
#pragma warning restore CA1416
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_written_does_no_harm()
    {
        await File.WriteAllTextAsync(_folder, "a file");
        try
        {
            LayerScan scan = await AScanAsync();
            var cache = new LayerScanCache(Path.Combine(_folder, "below"));

            Assert.IsFalse(cache.TryWrite(scan));
            Assert.IsNull(cache.TryRead(scan.Blob));
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    [TestMethod]
    public async Task A_layer_is_read_once()
    {
        byte[] tar = new TestTar().Entry("a").ToArray();
        var blobs = new CountingBlobs(tar);
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.Of(tar), tar.Length);
        var cache = new LayerScanCache(_folder);

        await cache.GetOrScanAsync(blob, Digest.Of(tar), blobs, CancellationToken.None);
        LayerScan second = await cache.GetOrScanAsync(blob, Digest.Of(tar), blobs, CancellationToken.None);

        Assert.AreEqual(1, blobs.Opened);
        Assert.AreEqual("/a", second.Files.Single().Path);
    }

    [TestMethod]
    public async Task The_assemblies_of_a_dependency_file_are_kept()
    {
        LayerScan scan = await ScanAsync(new TestTar()
            .Entry("App.deps.json", content: """{"targets":{"net10.0":{"A/1.0.0":{"runtime":{"lib/A.dll":{},"lib/B.dll":{"localPath":"b/B.dll"},"lib/_._":{}},"native":{"lib/a.so":{}}},"C/1.0.0":{"runtime":{"C.dll":{}}},"D/1.0.0":1}}}"""u8.ToArray())
            .ToArray());

        LayerScan read = LayerScanFile.Read(LayerScanFile.Write(scan).ToArray(), scan.Blob)!;

        Assert.AreEqual("A/1.0.0 A.dll, A/1.0.0 b/B.dll, C/1.0.0 C.dll", string.Join(", ", read.Files.Single().Packages!.Assemblies.Select(a => $"{a.Library} {a.File}")));
    }

    private static async Task<LayerScan> AScanAsync() => await ScanAsync(new TestTar()
        .Pax(("path", "d/\U0001F600"), ("SCHILY.xattr.security.capability", "\u0001")).Entry("x", content: "hello"u8.ToArray(), uid: 5, gid: 6, mode: 511)
        .Pax(("path", "d/\U0001F601")).Entry("x", change: b => b.AsSpan(136, 12).Fill(0xFF))
        .Entry("run", content: "#!/bin/sh\n"u8.ToArray()).Entry("link", '2', link: "run").Entry("hard", '1', link: "run")
        .Entry(".wh.gone").Entry("d/.wh..wh..opq").Entry("null", '3')
        .ToArray());

    private sealed class CountingBlobs(byte[] content) : IBlobSource
    {
        public int Opened { get; private set; }

        public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            Opened++;
            return ValueTask.FromResult<Stream>(new MemoryStream(content));
        }
    }
}
