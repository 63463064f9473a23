using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Tests.Fuzzing;

[TestClass]
public sealed class FuzzTests
{
    [TestMethod]
    public Task Damaged_layers_end_in_a_file_tree_or_a_coded_error() => Fuzz.RunAsync("layer", 1500, [Layer(), OtherLayer()], JudgeTarAsync);

    [TestMethod]
    public Task Damaged_compressed_layers_end_in_a_file_tree_or_a_coded_error() =>
        Fuzz.RunAsync("compressed", 1000, [TestTar.Gzip(Layer()), TestTar.Zstd(Layer()), TestTar.Zstd(OtherLayer())], async input => await ScanAsync(input));

    [TestMethod]
    public Task Damaged_headers_with_right_checksums_end_in_a_file_tree_or_a_coded_error() =>
        Fuzz.RunAsync("signed", 1000, [Layer(), OtherLayer()], input => JudgeTarAsync(Resign(input)));

    [TestMethod]
    public Task Damaged_documents_end_in_findings_or_a_coded_error()
    {
        byte[] config = Encoding.UTF8.GetBytes(DefaultPublication.Config().ToJsonString());
        byte[] manifest = Encoding.UTF8.GetBytes(DefaultPublication.Manifest(Digest.Of(config), config.Length, []).ToJsonString());
        return Fuzz.RunAsync("document", 4000, [config, manifest], static input =>
        {
            ImageConfig? read = TryRead(() => ImageJson.ReadConfig(input, "c"));
            ImageManifest? manifest = TryRead(() => ImageJson.ReadManifest(input, "m"));
            _ = TryRead(() => ImageJson.ReadIndex(input, "i"));
            if (read is not null || manifest is not null)
            {
                Judge(new Publication { Manifest = manifest ?? s_default.Manifest, Config = read ?? s_default.Config, Base = s_default.Base, Files = s_default.Files });
                Judge(new Publication { Manifest = manifest ?? s_default.Manifest, Config = read ?? s_default.Config, Project = s_default.Project, Files = s_default.Files, Manifests = s_default.Manifests });
            }

            return Task.CompletedTask;
        });
    }

    [TestMethod]
    [DataRow(PackageDatabaseKind.Dpkg)]
    [DataRow(PackageDatabaseKind.Apk)]
    [DataRow(PackageDatabaseKind.Chisel)]
    [DataRow(PackageDatabaseKind.NuGet)]
    [DataRow(PackageDatabaseKind.Rpm)]
    public Task Damaged_package_databases_say_what_is_wrong(PackageDatabaseKind kind) => Fuzz.RunAsync(kind.ToString(), 2000, Databases(kind), input =>
    {
        PackageDatabase read = PackageDatabaseReader.Read(kind, input);
        Assert.AreEqual(kind, read.Kind);
        Assert.IsFalse(read.Packages.Any(static p => p.Name.Length == 0), "A package has a name.");
        return Task.CompletedTask;
    });

    [TestMethod]
    public async Task Damaged_kept_scans_are_no_scans()
    {
        LayerScan scan = await TestTar.ScanAsync(Layer());
        byte[] kept = LayerScanFile.Write(scan).ToArray();

        await Fuzz.RunAsync("scan", 1500, [kept], input =>
        {
            // As if whoever damaged it had also mended the digest.
            byte[] content = input[..Math.Max(0, input.Length - SHA256.HashSizeInBytes)];
            _ = LayerScanFile.Read([.. content, .. SHA256.HashData(content)], scan.Blob);
            return Task.CompletedTask;
        });
    }

    private static byte[][] Databases(PackageDatabaseKind kind) => kind switch
    {
        PackageDatabaseKind.Dpkg => [Encoding.UTF8.GetBytes("Package: libc6\nStatus: install ok installed\nVersion: 2.36\nDescription: x\n y\n\nPackage: b\nVersion: 1\n")],
        PackageDatabaseKind.Apk => [Encoding.UTF8.GetBytes("C:Q1x=\nP:musl\nV:1.2.5-r0\nF:lib\n\nP:busybox\nV:1.36\n")],
        PackageDatabaseKind.Chisel => [TestTar.Zstd(Encoding.UTF8.GetBytes("{\"jsonwall\":\"1.0\"}\n{\"kind\":\"package\",\"name\":\"libc6\",\"version\":\"2\"}\n")), Encoding.UTF8.GetBytes("{\"jsonwall\":\"1.0\"}\n")],
        PackageDatabaseKind.NuGet => [Encoding.UTF8.GetBytes("{\"libraries\":{\"A/1\":{\"type\":\"package\",\"path\":\"a\"},\"B/2\":{\"type\":\"project\"}},\"targets\":{\"x\":{\"y\":[1,2,null,true]}}}")],
        _ => [RpmFixtures.Sqlite, RpmFixtures.Berkeley, RpmFixtures.Ndb(RpmFixtures.Header((1000, "bash"), (1001, "5"), (1002, "1"))), RpmFixtures.Ndb(RpmFixtures.Header((1000, "a"), (1117, "b"), (1118, "/")))],
    };

    private static async Task JudgeTarAsync(byte[] input)
    {
        if (await ScanAsync(input) is not { } scan)
        {
            return;
        }

        // Whatever could be read is judged by every rule.
        LayerScan below = s_below ??= await TestTar.ScanAsync(OtherLayer());
        FileTree tree = FileTree.Build([below, scan], 1);
        Publication publication = new()
        {
            Manifest = s_default.Manifest,
            Config = s_default.Config,
            Base = s_default.Base,
            Files = tree,
        };
        Judge(publication);
        foreach (FileVersion version in tree.All)
        {
            Assert.IsTrue(version.Path.StartsWith('/') && !version.Path.Contains("/../", StringComparison.Ordinal), version.Path);
            _ = tree.TryResolve(version.Path, out _);
        }
    }

    private static void Judge(Publication publication)
    {
        Report report = new RuleEngine().Run(publication, new SeveritySettings { Profile = Profile.Strict }, [], new DateOnly(2026, 1, 15), CancellationToken.None);
        Assert.IsFalse(report.Rules.Any(static r => r.Status == RuleStatus.Broken), string.Join('\n', report.Diagnostics.Select(static d => d.Message)));
    }

    private static T? TryRead<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (OpenShiftException)
        {
            // What a user reads.
            return null;
        }
    }

    private static readonly Publication s_default = RuleCase.Parse("").Build();
    private static LayerScan? s_below;

    private static async Task<LayerScan?> ScanAsync(byte[] input)
    {
        try
        {
            return await TestTar.ScanAsync(input, limits: new LayerScanLimits { UncompressedSize = 64 << 20, Entries = 10_000 });
        }
        catch (OpenShiftException e) when (e.Code == ToolCodes.InvalidLayer)
        {
            return null;
        }
    }

    // Without this nearly every damage to a header is found by its checksum.
    private static byte[] Resign(byte[] tar)
    {
        byte[] signed = [.. tar];
        for (int at = 0; at + 512 <= signed.Length; at += 512)
        {
            if (signed.AsSpan(at + 257, 5).SequenceEqual("ustar"u8))
            {
                byte[] block = signed[at..(at + 512)];
                TestTar.Sign(block);
                block.CopyTo(signed, at);
            }
        }

        return signed;
    }

    private static byte[] Layer() => new TestTar()
        .Entry("usr/", '5')
        .Entry("usr/bin/run", content: "#!/bin/sh\nexec dotnet \"$@\"\n"u8.ToArray(), mode: 0b111_101_101)
        .Pax(("path", "app/a very long name"), ("mtime", "1.5"), ("SCHILY.xattr.security.capability", "x"))
        .Entry("short", content: "text"u8.ToArray())
        .Entry("app/link", '2', link: "../usr/bin/run")
        .Entry("app/hard", '1', link: "usr/bin/run")
        .Entry(".wh.old")
        .Entry("opt/.wh..wh..opq")
        .Entry("etc/shadow", content: "root::1:0:99999:7:::\n"u8.ToArray())
        .Entry("etc/passwd", content: "root:x:0:0::/:/bin/sh\n"u8.ToArray())
        .Entry("var/lib/dpkg/status", content: "Package: openssh-server\nVersion: 1\n"u8.ToArray())
        .Entry("app/Web.deps.json", content: "{\"libraries\":{\"FxSsh/1\":{\"type\":\"package\"}}}"u8.ToArray())
        .ToArray();

    private static byte[] OtherLayer() => new TestTar()
        .Entry("./", '5')
        .Entry("long", 'L', Encoding.UTF8.GetBytes(new string('n', 300)))
        .Entry("x", content: new byte[3000])
        .Entry("sparse", 'S', new byte[512], change: static b => TestTar.Put(b, 483, TestTar.Octal(1 << 20, 11)))
        .Entry("dev/null", '3')
        .Entry("var/lib/rpm/Packages.db", content: RpmFixtures.Ndb(RpmFixtures.Header((1000, "bash"), (1001, "5"), (1011, "Red Hat, Inc."))))
        .Entry("app/Web.runtimeconfig.json", content: "{\"runtimeOptions\":{}}"u8.ToArray())
        .Entry("app/Web.dll", content: new byte[10])
        .ToArray();
}
