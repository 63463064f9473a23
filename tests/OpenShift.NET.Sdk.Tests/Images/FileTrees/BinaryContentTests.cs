using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class BinaryContentTests
{
    private static readonly SyntheticElf _library = new(SyntheticElf.Amd64)
    {
        Interpreter = "/lib64/ld-linux-x86-64.so.2",
        Needed = ["libfontconfig.so.1", "libc.so.6"],
        SoName = "libdraw.so.3",
        RunPath = "$ORIGIN/../lib",
        NeededVersions = [("libc.so.6", ["GLIBC_2.17", "GLIBC_2.34"])],
        DefinedVersions = ["DRAW_3.0"],
    };

    [TestMethod]
    [DataRow(0, DisplayName = "in the window")]
    [DataRow(3 << 20, DisplayName = "strings behind the window")]
    public async Task What_an_elf_file_tells_a_loader_is_noted_and_kept(int distance)
    {
        byte[] bytes = (_library with { Distance = distance }).ToBytes();
        LayerScan scan = await ScanAsync(("app/before.txt", "hello"u8.ToArray()), ("app/libdraw.so", bytes), ("app/z.txt", "world"u8.ToArray()));

        foreach (LayerScan seen in (LayerScan[])[scan, LayerScanFile.Read(LayerScanFile.Write(scan).ToArray(), scan.Blob)!])
        {
            LayerFile file = seen.Files.Single(static f => f.Path == "/app/libdraw.so");
            Assert.AreEqual(Digest.Of(bytes), file.ContentDigest);
            ElfFile elf = file.Elf!;
            Assert.IsFalse(elf.IsPartial);
            Assert.AreEqual(SyntheticElf.Amd64, elf.Machine);
            Assert.AreEqual("/lib64/ld-linux-x86-64.so.2", elf.Interpreter);
            Assert.AreEqual("libfontconfig.so.1 libc.so.6", string.Join(' ', elf.Needed));
            Assert.AreEqual("libdraw.so.3", elf.SoName);
            Assert.AreEqual("$ORIGIN/../lib", string.Join(' ', elf.RunPath));
            Assert.AreEqual("GLIBC_2.17 GLIBC_2.34", string.Join(' ', elf.NeededVersions.Single().Versions));
            Assert.AreEqual("DRAW_3.0", string.Join(' ', elf.DefinedVersions));
            Assert.IsNull(seen.Files.Single(static f => f.Path == "/app/z.txt").Elf);
        }
    }

    [TestMethod]
    public async Task Of_a_file_whose_strings_stand_too_far_behind_the_machine_is_noted()
    {
        LayerScan scan = await ScanAsync(("app/libbig.so", (_library with { Distance = 6 << 20 }).ToBytes()));

        ElfFile elf = scan.Files.Single(static f => f.Path == "/app/libbig.so").Elf!;
        Assert.IsTrue(elf.IsPartial);
        Assert.AreEqual(SyntheticElf.Amd64, elf.Machine);
        Assert.IsEmpty(elf.Needed);
    }

    [TestMethod]
    public async Task Damaged_files_are_scanned_all_the_same()
    {
        byte[] whole = _library.ToBytes();
        var files = new List<(string, byte[])>();
        for (int length = 4; length < whole.Length; length += 3)
        {
            files.Add(($"cut/{length}", whole[..length]));
        }

        for (int at = 4; at < whole.Length; at++)
        {
            byte[] wrong = [.. whole];
            wrong[at] ^= 0xFF;
            files.Add(($"wrong/{at}", wrong));
        }

        LayerScan scan = await ScanAsync([.. files]);

        Assert.AreEqual(files.Count, scan.Files.Count(static f => f.Kind == FileKind.File));
        Assert.IsNotNull(LayerScanFile.Read(LayerScanFile.Write(scan).ToArray(), scan.Blob));
    }

    [TestMethod]
    public async Task The_libraries_an_assembly_imports_are_noted_but_not_those_of_the_shared_frameworks()
    {
        byte[] own = await File.ReadAllBytesAsync(typeof(Native).Assembly.Location);
        LayerScan scan = await ScanAsync(
            ("app/Own.dll", own),
            ("app/Damaged.dll", own[..(own.Length / 2)]),
            ("usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/Own.dll", own));

        foreach (LayerScan seen in (LayerScan[])[scan, LayerScanFile.Read(LayerScanFile.Write(scan).ToArray(), scan.Blob)!])
        {
            Assert.Contains("sensors", seen.Files.Single(static f => f.Path == "/app/Own.dll").NativeImports);
            Assert.IsTrue(seen.Files.Where(static f => f.Path != "/app/Own.dll").All(static f => f.NativeImports.IsEmpty));
        }
    }

    [TestMethod]
    public async Task An_assembly_longer_than_the_window_is_read_as_a_whole()
    {
        byte[] assembly = [.. ImportingAssembly.Build(["sensors"]), .. new byte[5 << 20]];
        LayerScan scan = await ScanAsync(("app/Long.dll", assembly), ("app/z.txt", "world"u8.ToArray()));
        LayerFile file = scan.Files.Single(static f => f.Path == "/app/Long.dll");
        Assert.AreEqual("sensors", file.NativeImports.Single());
        Assert.AreEqual(Digest.Of(assembly), file.ContentDigest);
    }

    private static Task<LayerScan> ScanAsync(params (string Path, byte[] Content)[] files)
    {
        var tar = new TestTar();
        foreach ((string path, byte[] content) in files)
        {
            tar.Entry(path, content: content);
        }

        byte[] bytes = tar.ToArray();
        return LayerScanner.ScanAsync(new MemoryStream(bytes), new Descriptor(MediaTypes.OciLayer, Digest.Of(bytes), bytes.Length), null, null, CancellationToken.None);
    }

    private static class Native
    {
        [System.Runtime.InteropServices.DllImport("sensors")]
        public static extern int Read();
    }
}
