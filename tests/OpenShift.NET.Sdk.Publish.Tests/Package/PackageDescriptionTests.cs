using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Package;

/// <summary>What people and debuggers find in each package beside what it is for.</summary>
[TestClass]
public sealed class PackageDescriptionTests
{
    // nuget.org refuses more.
    private const int MostReleaseNotes = 35000;

    [TestMethod]
    public void Every_package_says_what_it_is_what_is_new_and_under_which_licence()
    {
        string newest = File.ReadLines(Path.Combine(Sandbox.RepositoryRoot, "CHANGELOG.md")).SkipWhile(static l => !l.StartsWith("## ", StringComparison.Ordinal)).Skip(1).First(static l => l.Length > 0);
        foreach (string file in (string[])[Sandbox.Package, Packages.Tool, Packages.Templates])
        {
            using ZipArchive package = ZipFile.OpenRead(file);
            XElement metadata = Nuspec(package);
            string Text(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value ?? throw new AssertFailedException($"{file} has no {name}.");
            Assert.AreEqual(Sandbox.Version, Text("version"), file);
            Assert.AreEqual("MIT", Text("license"), file);
            Assert.IsGreaterThan(40, Text("description").Length, file);
            Assert.Contains("openshift", Text("tags"), file);
            string notes = Text("releaseNotes");
            Assert.StartsWith(newest, notes, file);
            Assert.IsLessThanOrEqualTo(MostReleaseNotes, notes.Length, file);
            Assert.StartsWith("# OpenShift.NET.", Read(package, Text("readme")), file);
            Assert.AreEqual((128, 128), SizeOfPng(package.GetEntry(Text("icon"))!), file);
        }
    }

    [TestMethod]
    public void Every_assembly_of_ours_has_its_symbols_in_the_symbol_package()
    {
        foreach (string file in (string[])[Sandbox.Package, Packages.Tool])
        {
            using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
            XElement type = Nuspec(symbols).Descendants().Single(static e => e.Name.LocalName == "packageType");
            Assert.AreEqual("SymbolsPackage", (string?)type.Attribute("name"), file);
            Dictionary<string, BlobContentId> ids = symbols.Entries.Where(static e => e.Name.EndsWith(".pdb", StringComparison.Ordinal)).ToDictionary(static e => e.FullName, IdOfSymbols);
            using ZipArchive package = ZipFile.OpenRead(file);
            // The guard, which lies beside applications, has none: what fails in it is caught, and its own bytes stay the same from version to version.
            ZipArchiveEntry[] ours = [.. package.Entries.Where(static e => e.Name.EndsWith(".dll", StringComparison.Ordinal) && !e.FullName.StartsWith("build/guard/", StringComparison.Ordinal) && (e.Name.StartsWith("OpenShift.", StringComparison.Ordinal) || e.Name.StartsWith("openshift-", StringComparison.Ordinal)))];
            Assert.IsNotEmpty(ours, file);
            foreach (ZipArchiveEntry assembly in ours)
            {
                Assert.Contains(IdOfAssembly(assembly), ids.Values, $"{file}: {assembly.FullName}");
            }

            // A server of symbols refuses what has no assembly of its name.
            foreach ((string name, BlobContentId id) in ids)
            {
                Assert.AreEqual(id, IdOfAssembly(package.GetEntry(Path.ChangeExtension(name, ".dll")) ?? throw new AssertFailedException($"{file} has no assembly for {name}.")), name);
            }
        }
    }

    private static XElement Nuspec(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(static e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(static e => e.Name.LocalName == "metadata");
    }

    private static string Read(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static (int Width, int Height) SizeOfPng(ZipArchiveEntry icon)
    {
        byte[] bytes = Bytes(icon);
        Assert.IsTrue(bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']));
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }

    private static BlobContentId IdOfSymbols(ZipArchiveEntry entry)
    {
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(entry)));
        return new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id);
    }

    private static BlobContentId IdOfAssembly(ZipArchiveEntry entry)
    {
        using var assembly = new PEReader(new MemoryStream(Bytes(entry)));
        DebugDirectoryEntry symbols = assembly.ReadDebugDirectory().Single(static d => d.Type == DebugDirectoryEntryType.CodeView && d.IsPortableCodeView);
        return new BlobContentId(assembly.ReadCodeViewDebugDirectoryData(symbols).Guid, symbols.Stamp);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
