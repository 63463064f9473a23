using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.Elf;

[TestClass]
public sealed class ElfReaderTests
{
    [TestMethod]
    [DataRow(true, true, 62, DisplayName = "amd64")]
    [DataRow(true, false, 22, DisplayName = "s390x")]
    [DataRow(false, true, 40, DisplayName = "arm")]
    [DataRow(false, false, 20, DisplayName = "32 bit, big-endian")]
    public void Both_classes_and_both_byte_orders_are_read(bool wide, bool littleEndian, int machine)
    {
        var elf = new SyntheticElf(new ElfMachine(wide, littleEndian, (ushort)machine))
        {
            Interpreter = "/lib/ld.so.1",
            Needed = ["libc.so.6", "libm.so.6"],
            RunPath = "$ORIGIN:/opt/lib",
            SoName = "libx.so.1",
        };

        ElfFile file = ElfReader.Read(new MemoryStream(elf.ToBytes()))!;

        Assert.AreEqual(elf.Machine, file.Machine);
        Assert.AreEqual("/lib/ld.so.1", file.Interpreter);
        Assert.AreEqual("libc.so.6 libm.so.6", string.Join(' ', file.Needed));
        Assert.AreEqual("$ORIGIN /opt/lib", string.Join(' ', file.RunPath));
        Assert.AreEqual("libx.so.1", file.SoName);
    }

    [TestMethod]
    [DataRow(true, true, 62, DisplayName = "amd64")]
    [DataRow(true, false, 22, DisplayName = "s390x")]
    [DataRow(false, true, 40, DisplayName = "arm")]
    public void Symbol_versions_are_read_and_weak_needs_left_out(bool wide, bool littleEndian, int machine)
    {
        var elf = new SyntheticElf(new ElfMachine(wide, littleEndian, (ushort)machine))
        {
            Needed = ["libc.so.6", "libm.so.6"],
            NeededVersions = [("libc.so.6", ["GLIBC_2.4", "GLIBC_2.34"]), ("libm.so.6", ["GLIBC_2.29"])],
            WeakVersions = ["GLIBC_2.99"],
            DefinedVersions = ["VENDOR_1.0", "VENDOR_1.1"],
        };

        ElfFile file = ElfReader.Read(new MemoryStream(elf.ToBytes()))!;

        Assert.AreEqual("libc.so.6:GLIBC_2.4,GLIBC_2.34 libm.so.6:GLIBC_2.29", string.Join(' ', file.NeededVersions.Select(n => n.Library + ":" + string.Join(',', n.Versions))));
        Assert.AreEqual("VENDOR_1.0 VENDOR_1.1", string.Join(' ', file.DefinedVersions));
    }

    [TestMethod]
    public void Tables_that_never_end_are_given_up()
    {
        byte[] bytes = (SyntheticElf.Library("libc.so.6") with { NeededVersions = [("libc.so.6", ["GLIBC_2.4"])], DefinedVersions = ["A_1", "A_2"] }).ToBytes();
        int refused = 0;
        for (int at = 64; at < bytes.Length; at++)
        {
            byte[] wrong = [.. bytes];
            wrong[at] ^= 0x1F;
            try
            {
                ElfReader.Read(new MemoryStream(wrong));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(0, refused);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void This_machines_C_library_has_the_versions_the_runtime_needs()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        using FileStream stream = File.OpenRead(Path.Combine(runtime, "libcoreclr.so"));
        ElfFile coreclr = ElfReader.Read(stream)!;
        if (coreclr.NeededVersions.FirstOrDefault(static n => n.Library == "libc.so.6") is not { } need)
        {
            Assert.Inconclusive("this machine's C library is not glibc");
            return;
        }

        string path = File.ReadLines("/proc/self/maps").First(static l => l.EndsWith("/libc.so.6", StringComparison.Ordinal));
        using FileStream c = File.OpenRead(path[path.IndexOf('/', StringComparison.Ordinal)..]);
        ElfFile glibc = ElfReader.Read(c)!;

        Assert.IsNotEmpty(need.Versions);
        Assert.IsEmpty(need.Versions.Except(glibc.DefinedVersions));
    }

    [TestMethod]
    public void The_run_path_hides_the_older_rpath()
    {
        ElfFile both = ElfReader.Read(new MemoryStream((SyntheticElf.Library() with { RunPath = "/new", RPath = "/old" }).ToBytes()))!;
        ElfFile old = ElfReader.Read(new MemoryStream((SyntheticElf.Library() with { RPath = "/old" }).ToBytes()))!;

        Assert.AreEqual("/new", both.RunPath.Single());
        Assert.AreEqual("/old", old.RunPath.Single());
    }

    [TestMethod]
    public void A_linker_script_is_no_elf_file() =>
        Assert.IsNull(ElfReader.Read(new MemoryStream("GROUP ( /lib/libc.so.6 AS_NEEDED ( ld.so ) )"u8.ToArray())));

    [TestMethod]
    public void Nothing_is_no_elf_file() => Assert.IsNull(ElfReader.Read(new MemoryStream()));

    [TestMethod]
    public void A_file_cut_off_anywhere_is_refused_or_read_but_never_crashes()
    {
        byte[] whole = (SyntheticElf.Library("libc.so.6") with { Interpreter = "/lib/ld.so.1" }).ToBytes();
        for (int length = 20; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            Assert.ThrowsExactly<InvalidDataException>(() => ElfReader.Read(new MemoryStream(part)), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Any_wrong_byte_is_refused_or_read_but_never_crashes()
    {
        byte[] whole = (SyntheticElf.Library("libc.so.6") with { RunPath = "$ORIGIN", SoName = "libx.so.1" }).ToBytes();
        int refused = 0;
        for (int at = 4; at < whole.Length; at++)
        {
            foreach (byte value in (byte[])[0x00, 0x7F, 0x80, 0xFF])
            {
                byte[] wrong = [.. whole];
                wrong[at] = value;
                try
                {
                    ElfReader.Read(new MemoryStream(wrong));
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }

        Assert.IsGreaterThan(0, refused);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void The_runtime_that_runs_this_is_read_and_needs_a_C_library()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        using FileStream stream = File.OpenRead(Path.Combine(runtime, "libcoreclr.so"));

        ElfFile file = ElfReader.Read(stream)!;

        Assert.AreEqual("libcoreclr.so", file.SoName);
        Assert.IsTrue(file.Needed.Any(n => n.StartsWith("libc.", StringComparison.Ordinal)), string.Join(' ', file.Needed));
        Assert.IsNull(file.Interpreter);
    }
}
