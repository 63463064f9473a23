using System.Formats.Tar;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestTar;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class LayerScannerTests
{
    private static readonly byte[] _hello = "hello"u8.ToArray();

    [TestMethod]
    [DataRow(TarEntryFormat.Ustar)]
    [DataRow(TarEntryFormat.Pax)]
    [DataRow(TarEntryFormat.Gnu)]
    public async Task Archives_of_a_proper_writer_are_read(TarEntryFormat format)
    {
        var bytes = new MemoryStream();
        string longName = string.Concat(Enumerable.Repeat("folder-of-some-length/", format == TarEntryFormat.Ustar ? 5 : 40)) + "é";
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            writer.WriteEntry(With(New(format, TarEntryType.Directory, "./app/"), mode: 0b111_111_101));
            writer.WriteEntry(With(New(format, TarEntryType.RegularFile, "app//data"), "hello"));
            writer.WriteEntry(With(New(format, TarEntryType.RegularFile, longName), "long"));
            TarEntry link = New(format, TarEntryType.SymbolicLink, "app/link");
            link.LinkName = "../" + (format == TarEntryFormat.Ustar ? "x" : longName);
            writer.WriteEntry(link);
        }

        LayerScan scan = await ScanAsync(Gzip(bytes.ToArray()), MediaTypes.OciLayerGzip);

        Assert.AreEqual(Digest.Of(bytes.ToArray()), scan.DiffId);
        Assert.AreEqual(bytes.Length, scan.UncompressedSize);
        LayerFile data = Get(scan, "/app/data");
        Assert.AreEqual(5, data.Size);
        Assert.AreEqual(Digest.Of(_hello), data.ContentDigest);
        Assert.AreEqual(1001, data.UserId);
        Assert.AreEqual(0b111_111_101, Get(scan, "/app").Mode);
        Assert.AreEqual(FileKind.Directory, Get(scan, "/app").Kind);
        Assert.AreEqual(Digest.Of("long"u8), Get(scan, "/" + longName).ContentDigest);
        Assert.AreEqual(FileKind.SymbolicLink, Get(scan, "/app/link").Kind);
        StringAssert.StartsWith(Get(scan, "/app/link").LinkTarget, "../", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Every_compression_is_read_whatever_the_media_type_says()
    {
        byte[] tar = new TestTar().Entry("a", content: _hello).ToArray();
        byte[] twoMembers = [.. Gzip(tar[..700]), .. Gzip(tar[700..])];
        foreach (byte[] blob in (byte[][])[tar, Gzip(tar), twoMembers, Zstd(tar)])
        {
            foreach (string mediaType in (string[])[MediaTypes.OciLayer, MediaTypes.DockerLayerGzip, MediaTypes.OciLayerZstd])
            {
                LayerScan scan = await ScanAsync(blob, mediaType);
                Assert.AreEqual(Digest.Of(tar), scan.DiffId);
                Assert.AreEqual(Digest.Of(_hello), Get(scan, "/a").ContentDigest);
            }
        }
    }

    [TestMethod]
    public async Task Whiteouts_are_told_from_files()
    {
        LayerScan scan = await ScanAsync(new TestTar().Entry("d/.wh.gone").Entry(".wh.top").Entry("e/.wh..wh..opq").Entry(".wh..wh.plnk/1.2").Entry("f/x.wh.y").ToArray());

        CollectionAssert.AreEqual(new[] { "/d/gone", "/top" }, scan.Whiteouts.ToArray());
        CollectionAssert.AreEqual(new[] { "/e" }, scan.OpaqueDirectories.ToArray());
        CollectionAssert.AreEqual(new[] { "/f/x.wh.y" }, scan.Files.Select(f => f.Path).ToArray());
    }

    [TestMethod]
    public async Task Hard_links_have_their_targets_metadata_also_when_they_come_first()
    {
        LayerScan scan = await ScanAsync(new TestTar()
            .Entry("first", '1', link: "./sh")
            .Entry("sh", content: "#!/bin/sh\n"u8.ToArray(), mode: 0b100_111_101_101, gid: 7)
            .Entry("second", '1', link: "/first")
            .Entry("loop1", '1', link: "loop2").Entry("loop2", '1', link: "loop1")
            .Entry("below", '1', link: "only/in/lower")
            .ToArray());

        foreach (string path in (string[])["/first", "/second"])
        {
            LayerFile link = Get(scan, path);
            Assert.AreEqual("/sh", link.HardLinkTo);
            Assert.AreEqual(0b100_111_101_101, link.Mode);
            Assert.AreEqual(7, link.GroupId);
            Assert.AreEqual(ContentMarks.Script, link.Marks);
            Assert.AreEqual(Get(scan, "/sh").ContentDigest, link.ContentDigest);
        }

        Assert.AreEqual("/only/in/lower", Get(scan, "/below").HardLinkTo);
        Assert.IsNull(Get(scan, "/loop1").ContentDigest);
    }

    [TestMethod]
    [DataRow("SCHILY.xattr.security.capability", "\u0001\0\0\u0002\0\u0004", true)]
    [DataRow("SCHILY.xattr.security.capability", "\0\0\0\u0002\0\u0004", false)]
    [DataRow("LIBARCHIVE.xattr.security.capability", "AQAAAgAEAAAAAAAAAAAAAAAAAAA", true)]
    [DataRow("LIBARCHIVE.xattr.security.capability", "AAAAAgAEAAAAAAAAAAAAAAAAAAA", false)]
    public async Task Capabilities_that_are_effective_at_once_are_told_from_others(string key, string value, bool effective)
    {
        LayerScan scan = await ScanAsync(new TestTar().Pax((key, value)).Entry("a").ToArray());

        Assert.IsTrue(Get(scan, "/a").HasCapabilities);
        Assert.AreEqual(effective, Get(scan, "/a").HasEffectiveCapabilities);
    }

    [TestMethod]
    public async Task Extended_headers_count()
    {
        LayerScan scan = await ScanAsync(new TestTar()
            .Pax(("path", "a/" + new string('n', 200)), ("uid", "3000000"), ("gid", "5"), ("mtime", "123.9"), ("size", "5"), ("SCHILY.xattr.security.capability", "x"))
            .Entry("ignored", content: _hello, size: 0)
            .Pax(("SCHILY.acl.access", "user::rw-"))
            .Entry("acl1")
            .Pax(("SCHILY.xattr.system.posix_acl_access", "x"))
            .Entry("acl2")
            .Pax(("comment", "x"))
            .Entry("plain")
            .ToArray());

        LayerFile file = Get(scan, "/a/" + new string('n', 200));
        Assert.AreEqual((3000000L, 5L, 123L, 5L, true), (file.UserId, file.GroupId, file.ModifiedAt, file.Size, file.HasCapabilities));
        Assert.IsTrue(Get(scan, "/acl1").HasAccessControlList);
        Assert.IsTrue(Get(scan, "/acl2").HasAccessControlList);
        Assert.IsFalse(Get(scan, "/plain").HasAccessControlList || Get(scan, "/plain").HasCapabilities);
    }

    [TestMethod]
    public async Task Numbers_too_large_for_octal_are_read()
    {
        LayerScan scan = await ScanAsync(new TestTar().Entry("a", change: b =>
        {
            b.AsSpan(108, 8).Clear();
            (b[108], b[112], b[115]) = (0x80, 1, 2);
            b.AsSpan(136, 12).Fill(0xFF);
        }).ToArray());

        Assert.AreEqual((1L << 24) + 2, Get(scan, "/a").UserId);
        Assert.AreEqual(-1, Get(scan, "/a").ModifiedAt);
    }

    [TestMethod]
    public async Task Sparse_files_do_not_derail_the_reading()
    {
        LayerScan scan = await ScanAsync(new TestTar()
            .Entry("old", 'S', content: [], size: 512, change: b =>
            {
                Put(b, 257, "ustar  \0");
                Put(b, 483, Octal(100000, 11));
                b[482] = 1;
            })
            .Raw(new byte[512]).Raw(new byte[512])
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "new"), ("GNU.sparse.realsize", "9999"))
            .Entry("GNUSparseFile.0/new", content: new byte[1024])
            .Entry("after", content: _hello)
            .ToArray());

        Assert.AreEqual(100000, Get(scan, "/old").Size);
        Assert.AreEqual(9999, Get(scan, "/new").Size);
        Assert.IsNull(Get(scan, "/new").ContentDigest);
        Assert.AreEqual(Digest.Of(_hello), Get(scan, "/after").ContentDigest);
    }

    [TestMethod]
    public async Task A_path_twice_keeps_both_files_and_the_last_folder()
    {
        LayerScan scan = await ScanAsync(new TestTar().Entry("d/", '5', mode: 1).Entry("f", content: "1"u8.ToArray()).Entry("./d", '5', mode: 2).Entry("f", content: "22"u8.ToArray()).ToArray());

        CollectionAssert.AreEqual(new[] { "/d", "/f", "/f" }, scan.Files.Select(f => f.Path).ToArray());
        Assert.AreEqual(2, scan.Files[0].Mode);
        CollectionAssert.AreEqual(new long[] { 1, 2 }, scan.Files.Skip(1).Select(f => f.Size).ToArray());
    }

    [TestMethod]
    public async Task Content_is_recognised()
    {
        byte[] key = Encoding.ASCII.GetBytes("x\n-----BEGIN PRIVATE KEY-----\n" + new string('A', 64));
        LayerScan scan = await ScanAsync(new TestTar()
            .Entry("exe", content: Elf(type: 3, interpreter: true)).Entry("lib.so", content: Elf(type: 3, interpreter: false)).Entry("static", content: Elf(type: 2, interpreter: false))
            .Entry("big-endian.so", content: Elf(type: 3, interpreter: false, little: false))
            .Entry("cut", content: Elf(type: 3, interpreter: true)[..70])
            .Entry("run.sh", content: "#!/bin/sh\n"u8.ToArray())
            .Entry("key", content: key)
            .Entry("big", content: [.. new byte[(1 << 20) - key.Length + 1], .. key])
            .Entry("fits", content: [.. new byte[(1 << 20) - key.Length], .. key])
            .Entry("store.p12", content: [0x30, 0x82, 0x09, 0x10, 2, 1, 3, 0x30, 0x82, 0x08, 0xD6, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1, 0xA0])
            .Entry("wal.db", content: Sqlite(2))
            .Entry("plain.db", content: Sqlite(1))
            .Entry("cut.db", content: Sqlite(2)[..19])
            .Entry("large.db", content: [.. Sqlite(2), .. new byte[3 << 20]])
            .Entry("cert.der", content: [0x30, 0x82, 0x09, 0x10, 0x30, 0x82, 0x08, 0xD6, 0xA0, 3, 2, 1, 2])
            .ToArray());

        Assert.AreEqual(ContentMarks.Elf, Get(scan, "/exe").Marks);
        Assert.AreEqual(ContentMarks.Elf | ContentMarks.SharedLibrary, Get(scan, "/lib.so").Marks);
        Assert.AreEqual(ContentMarks.Elf | ContentMarks.SharedLibrary, Get(scan, "/big-endian.so").Marks);
        Assert.AreEqual(ContentMarks.Elf, Get(scan, "/static").Marks);
        Assert.AreEqual(ContentMarks.Elf, Get(scan, "/cut").Marks);
        Assert.AreEqual(ContentMarks.Script, Get(scan, "/run.sh").Marks);
        Assert.AreEqual("#!/bin/sh\n", Get(scan, "/run.sh").Text);
        Assert.AreEqual(ContentMarks.PemPrivateKey, Get(scan, "/key").Marks);
        Assert.AreEqual(ContentMarks.PemPrivateKey, Get(scan, "/fits").Marks);
        Assert.AreEqual(ContentMarks.None, Get(scan, "/big").Marks);
        Assert.AreEqual(ContentMarks.Pkcs12, Get(scan, "/store.p12").Marks);
        Assert.AreEqual(ContentMarks.None, Get(scan, "/cert.der").Marks);
        Assert.AreEqual(ContentMarks.SqliteWriteAhead, Get(scan, "/wal.db").Marks);
        Assert.AreEqual(ContentMarks.SqliteWriteAhead, Get(scan, "/large.db").Marks);
        Assert.AreEqual(ContentMarks.None, Get(scan, "/plain.db").Marks);
        Assert.AreEqual(ContentMarks.None, Get(scan, "/cut.db").Marks);
    }

    // "Database File Format", 1.3: the text, the page size, and how it is written and read.
    private static byte[] Sqlite(byte version) => [.. "SQLite format 3\0"u8, 0x10, 0, version, version, 0, 0x40, 0x20, 0x20];

    [TestMethod]
    [DataRow("etc/passwd", true)]
    [DataRow("app/appsettings.Production.json", true)]
    [DataRow("app/web.dll.config", true)]
    [DataRow("app/web.deps.json", false)]
    [DataRow("app/web.runtimeconfig.json", true)]
    [DataRow("root/.npmrc", true)]
    [DataRow("root/.docker/config.json", true)]
    [DataRow("var/lib/dpkg/status", false)]
    [DataRow("app/data.json", true)]
    [DataRow("app/env.sh", true)]
    [DataRow("etc/default/app", true)]
    [DataRow("app/.env", true)]
    [DataRow("app/wwwroot/data.json", false)]
    [DataRow("usr/lib/data.json", false)]
    [DataRow("app/locales/data.json", false)]
    [DataRow("app/config/data.json", true)]
    [DataRow("app/web.dll", false)]
    [DataRow("home/passwd", false)]
    public async Task The_text_of_files_rules_read_is_kept(string path, bool kept)
    {
        LayerScan scan = await ScanAsync(new TestTar().Entry(path, content: "\uFEFFtéxt"u8.ToArray()).ToArray());

        Assert.AreEqual(kept ? "téxt" : null, scan.Files.Single().Text);
    }

    [TestMethod]
    public async Task What_is_no_text_or_too_much_of_it_is_not_kept()
    {
        LayerScan scan = await ScanAsync(
            new TestTar().Entry("a.config", content: [1, 0, 2]).Entry("b.config", content: [0xC3, 0x28]).Entry("c.config", content: [.. Enumerable.Repeat((byte)'x', (256 * 1024) + 1)])
                .Entry("d.config", content: _hello).Entry("e.config", content: _hello).ToArray(),
            limits: new LayerScanLimits { TextCharacters = 9 });

        CollectionAssert.AreEqual(new[] { null, null, null, "hello", null }, scan.Files.Select(f => f.Text).ToArray());
    }

    [TestMethod]
    public async Task Large_content_is_digested_whole()
    {
        byte[] large = new byte[(5 << 20) + 77];
        new Random(1).NextBytes(large);
        byte[] tar = new TestTar().Entry("large", content: large).Entry("after", content: _hello).ToArray();

        LayerScan scan = await ScanAsync(Gzip(tar), MediaTypes.OciLayerGzip);

        Assert.AreEqual(Digest.Of(large), Get(scan, "/large").ContentDigest);
        Assert.AreEqual(Digest.Of(_hello), Get(scan, "/after").ContentDigest);
        Assert.AreEqual(Digest.Of(tar), scan.DiffId);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    [DataRow(511)]
    public async Task An_archive_that_ends_with_the_last_files_content_is_accepted(int padding)
    {
        LayerScan scan = await ScanAsync([.. new TestTar().Entry("first", content: _hello).Entry("last", size: 1).ToArray(end: false), 7, .. new byte[padding]]);

        Assert.AreEqual(Digest.Of([7]), Get(scan, "/last").ContentDigest);
    }

    [TestMethod]
    public async Task An_archive_without_end_mark_or_entries_is_accepted()
    {
        Assert.AreEqual(1, (await ScanAsync(new TestTar().Entry("a").ToArray(end: false))).Files.Length);
        Assert.AreEqual(0, (await ScanAsync(new TestTar().ToArray())).Files.Length);
        Assert.AreEqual(0, (await ScanAsync([])).Files.Length);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(10)]
    [DataRow(600)]
    public async Task A_truncated_layer_is_refused_in_every_compression(int missing)
    {
        byte[] noise = new byte[4000];
        new Random(2).NextBytes(noise);
        byte[] tar = new TestTar().Entry("a", content: noise).ToArray(end: false);
        foreach (byte[] blob in (byte[][])[tar, Gzip(tar), Zstd(tar)])
        {
            OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => LayerScanner.ScanAsync(
                new MemoryStream(blob[..^missing]), new Descriptor(MediaTypes.OciLayer, Digest.Of(blob), blob.Length), null, null, CancellationToken.None));
            Assert.AreEqual(ToolCodes.InvalidLayer, e.Code);
            StringAssert.Contains(e.Seen, "truncated", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task A_flipped_bit_in_a_compressed_layer_is_noticed()
    {
        byte[] noise = new byte[4000];
        new Random(3).NextBytes(noise);
        byte[] blob = Gzip(new TestTar().Entry("a", content: noise).ToArray());
        foreach (int at in (int[])[900, 2000, blob.Length - 6])
        {
            byte[] flipped = [.. blob];
            flipped[at] ^= 4;
            await RefusedAsync(flipped);
        }
    }

    [TestMethod]
    public async Task Another_diff_id_than_the_configurations_is_refused()
    {
        byte[] tar = new TestTar().Entry("a").ToArray();

        Assert.IsNotNull(await ScanAsync(tar, diffId: Digest.Of(tar)));
        await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ScanAsync(tar, diffId: Digest.Of(_hello)));
    }

    [TestMethod]
    public async Task Hostile_archives_are_refused()
    {
        await RefusedAsync(new TestTar().Entry("../x").ToArray(), "leaves the image");
        await RefusedAsync(new TestTar().Entry("a/../../x").ToArray(), "leaves the image");
        await RefusedAsync(new TestTar().Entry("a", '1', link: "../../etc/shadow").ToArray(), "leaves the image");
        await RefusedAsync(new TestTar().Entry("d/.wh...").ToArray(), "whiteout");
        await RefusedAsync(new TestTar().Entry("d/.wh.").ToArray(), "whiteout");
        await RefusedAsync(new TestTar().Entry("a", change: b => Put(b, 124, "zzz")).ToArray(), "size");
        await RefusedAsync(new TestTar().Entry("a", change: b => b.AsSpan(124, 12).Fill(0xFF)).ToArray(), "out of range");
        await RefusedAsync(new TestTar().Entry("a", change: b => (b[124], b[125]) = (0x80, 0x70)).ToArray(), "out of range");
        await RefusedAsync(new TestTar().Pax(("size", long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture))).Entry("a").ToArray(), "out of range");
        await RefusedAsync(new TestTar().Entry("pax", 'x', size: 1L << 32).ToArray(), "extended header");
        await RefusedAsync(new TestTar().Entry("pax", 'x', content: "99 path=x\n"u8.ToArray()).ToArray(), "extended header");
        await RefusedAsync(new TestTar().Entry("pax", 'x', content: "path=x\n"u8.ToArray()).ToArray(), "extended header");
        await RefusedAsync(new TestTar().Entry("pax", 'x', content: "9 uid=xy\n"u8.ToArray()).ToArray(), "extended header");
        await RefusedAsync(new TestTar().Pax(("path", "a\0b")).Entry("a").ToArray(), "zero byte");
        await RefusedAsync(new TestTar().Pax(("path", new string('a', 5000))).Entry("a").ToArray(), "longer");
        await RefusedAsync(new TestTar().Entry("a", content: _hello, size: 1 << 20).ToArray(), "truncated");
        await RefusedAsync(new TestTar().Entry("a").Raw(new byte[512]).Entry("b").ToArray(), "end mark");
        await RefusedAsync(new TestTar().Entry("a", 'S', change: b => b[482] = 1).ToArray(end: false), "truncated");
        await RefusedAsync("<html>not found</html>"u8.ToArray(), "truncated");
        await RefusedAsync([.. Enumerable.Repeat((byte)'x', 2000)], "no tar archive");
        await RefusedAsync([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2], "xz");
        await RefusedAsync([0x1F, 0x8B], "truncated");
    }

    [TestMethod]
    public async Task A_layer_that_claims_a_compression_and_is_empty_is_refused() =>
        await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ScanAsync([], MediaTypes.OciLayerGzip));

    [TestMethod]
    public async Task Limits_hold()
    {
        byte[] bomb = Gzip(new TestTar().Entry("zeros", content: new byte[3 << 20]).ToArray());
        await RefusedAsync(bomb, "unpacks to more", new LayerScanLimits { UncompressedSize = 2 << 20 });

        byte[] many = new TestTar().Entry("a").Entry("b").Entry("c").ToArray();
        await RefusedAsync(many, "more than 2 entries", new LayerScanLimits { Entries = 2 });
        Assert.AreEqual(3, (await ScanAsync(many, limits: new LayerScanLimits { Entries = 3 })).Files.Length);
        await RefusedAsync(many, "names", new LayerScanLimits { NameCharacters = 5 });

        var headers = new TestTar();
        for (int i = 0; i < 20; i++)
        {
            headers.Pax(("comment", "x"));
        }

        await RefusedAsync(headers.ToArray(), "entries", new LayerScanLimits { Entries = 2 });
    }

    [TestMethod]
    public async Task Damage_at_any_place_never_ends_in_another_exception()
    {
        byte[] tar = new TestTar().Pax(("path", "long/name"), ("uid", "12")).Entry("x", content: _hello).Entry("d/", '5').Entry("l", '2', link: "x").Entry("h", '1', link: "x").ToArray();
        byte[] gzip = Gzip(tar);
        byte[] zstd = Zstd(tar);
        var random = new Random(4);
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = [.. (i % 3) switch { 0 => tar, 1 => gzip, _ => zstd }];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            if (i % 3 == 0)
            {
                for (int block = 0; block < damaged.Length; block += 512)
                {
                    if (damaged[block + 257] == 'u')
                    {
                        // A right checksum lets the damage through to where it can do harm.
                        byte[] header = damaged[block..(block + 512)];
                        Sign(header);
                        header.CopyTo(damaged, block);
                    }
                }
            }

            try
            {
                await ScanAsync(damaged, limits: new LayerScanLimits { UncompressedSize = 1 << 22 });
            }
            catch (OpenShiftException e) when (e.Code == ToolCodes.InvalidLayer)
            {
            }
        }
    }

    [TestMethod]
    public async Task Cancellation_stops_the_reading()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        byte[] tar = new TestTar().Entry("a").ToArray();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            LayerScanner.ScanAsync(new MemoryStream(tar), new Descriptor(MediaTypes.OciLayer, Digest.Of(tar), tar.Length), null, null, source.Token));
    }

    [TestMethod]
    public async Task The_blob_is_read_to_its_end()
    {
        byte[] tar = new TestTar().Entry("a").ToArray();
        var blob = new MemoryStream([.. Gzip(tar), .. new byte[300_000]]);

        await LayerScanner.ScanAsync(blob, new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(tar), blob.Length), null, null, CancellationToken.None);

        Assert.AreEqual(blob.Length, blob.Position);
    }

    private static async Task RefusedAsync(byte[] blob, string? seen = null, LayerScanLimits? limits = null)
    {
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ScanAsync(blob, limits: limits));
        Assert.AreEqual(ToolCodes.InvalidLayer, e.Code);
        StringAssert.Contains(e.Message, Digest.Of(blob).ToString(), StringComparison.Ordinal);
        if (seen is not null)
        {
            StringAssert.Contains(e.Seen, seen, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task A_compressed_twin_is_looked_into_as_far_as_its_file_would_be()
    {
        byte[] settings = Encoding.UTF8.GetBytes("{ \"Api\": { \"Password\": \"s3cr3t\" } }");
        byte[] key = Encoding.ASCII.GetBytes("-----BEGIN PRIVATE " + "KEY-----\n" + new string('A', 64) + "\n");
        byte[] tar = new TestTar()
            .Entry("app/wwwroot/appsettings.Development.json.br", content: Brotli(settings))
            .Entry("app/wwwroot/appsettings.Development.json.gz", content: Gzip(settings))
            .Entry("app/wwwroot/tls.key.gz", content: Gzip(key))
            .Entry("app/wwwroot/site.css.br", content: Brotli(settings))
            .Entry("app/appsettings.json.gz", content: Gzip(new byte[64 << 20]))
            .Entry("app/appsettings.Production.json.br", content: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
            .ToArray();
        LayerScan scan = await ScanAsync(Gzip(tar), MediaTypes.OciLayerGzip);
        Assert.AreEqual(Encoding.UTF8.GetString(settings), Get(scan, "/app/wwwroot/appsettings.Development.json.br").Text);
        Assert.AreEqual(Encoding.UTF8.GetString(settings), Get(scan, "/app/wwwroot/appsettings.Development.json.gz").Text);
        Assert.AreEqual(ContentMarks.PemPrivateKey, Get(scan, "/app/wwwroot/tls.key.gz").Marks);
        Assert.IsNull(Get(scan, "/app/wwwroot/site.css.br").Text);
        Assert.IsNull(Get(scan, "/app/appsettings.json.gz").Text, "It unpacks to 64 MiB.");
        Assert.IsNull(Get(scan, "/app/appsettings.Production.json.br").Text, "It is no Brotli.");
    }

    private static byte[] Brotli(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var encoder = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionMode.Compress))
        {
            encoder.Write(content);
        }

        return packed.ToArray();
    }

    private static LayerFile Get(LayerScan scan, string path) => scan.Files.Single(f => f.Path == path);

    private static TarEntry New(TarEntryFormat format, TarEntryType type, string name) => format switch
    {
        TarEntryFormat.Ustar => new UstarTarEntry(type, name),
        TarEntryFormat.Pax => new PaxTarEntry(type, name),
        _ => new GnuTarEntry(type, name),
    };

    private static TarEntry With(TarEntry entry, string? content = null, int mode = 0b110_100_100)
    {
        entry.Uid = 1001;
        entry.Mode = (UnixFileMode)mode;
        if (content is not null)
        {
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        }

        return entry;
    }

    private static byte[] Elf(int type, bool interpreter, bool little = true)
    {
        byte[] elf = new byte[64 + (2 * 56)];
        "\u007FELF"u8.CopyTo(elf);
        (elf[4], elf[5]) = (2, (byte)(little ? 1 : 2));
        void Half(int at, int value) => elf[little ? at : at + 1] = (byte)value;
        Half(16, type);
        elf[little ? 32 : 39] = 64;
        Half(54, 56);
        Half(56, 2);
        elf[little ? 64 : 67] = 1;
        elf[little ? 120 : 123] = (byte)(interpreter ? 3 : 2);
        return elf;
    }
}
