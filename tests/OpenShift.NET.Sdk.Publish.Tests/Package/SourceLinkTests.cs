using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Package;

/// <summary>What the repository's own build files give a package, in a repository that has an address on the Internet.</summary>
[TestClass]
public sealed class SourceLinkTests
{
    private static readonly Guid s_sourceLink = new("cc110556-a091-4d38-9fec-25ab9a351a6a");
    private static readonly Guid s_embeddedSource = new("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    [TestMethod]
    public void Symbols_lead_to_the_sources_of_the_commit_and_long_release_notes_end_with_a_line()
    {
        Components.Require("git");
        string root = Sandbox.NewFolder("repository");
        foreach (string file in (string[])["Directory.Build.props", "Directory.Packages.props", "nuget.config", "global.json", "version.json", ".gitignore", "src/Directory.Build.targets", "src/icon.png"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
            File.Copy(Path.Combine(Sandbox.RepositoryRoot, file), Path.Combine(root, file));
        }

        string line = "- 50 % of `$(Them)`; \"quoted\" <all> @(Item)" + new string('x', 400);
        File.WriteAllText(Path.Combine(root, "CHANGELOG.md"), $"# Changelog\n\n## [unreleased]\n\n{string.Concat(Enumerable.Repeat(line + "\n", 100))}\n## 1.0\n\n- Old.\n");
        string folder = Path.Combine(root, "src/Probe");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Probe.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><IsPackable>true</IsPackable><RestorePackagesWithLockFile>false</RestorePackagesWithLockFile><RestoreLockedMode>false</RestoreLockedMode><SymbolPackagePath>lib/$(TargetFramework)/</SymbolPackagePath></PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Words.cs"), "namespace Probe; internal static partial class Words { public static string Say() => string.Concat(\"a\", \"b\"); [System.Text.RegularExpressions.GeneratedRegex(\"a+\")] private static partial System.Text.RegularExpressions.Regex All(); }");
        Git(root, "init", "--quiet");
        Git(root, "remote", "add", "origin", "https://builder:t0ken@github.com/example/probe.git");
        Git(root, "add", ".");
        Git(root, "-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "All");
        string commit = Git(root, "rev-parse", "HEAD").Output.Trim();
        Command.Run("dotnet", ["pack", folder, "-c", "Release", "-o", Path.Combine(root, "out"), "-p:OpenShiftPackageVersion=1.2.3", "-nologo"], root).MustSucceed().MustNotSay("warning");

        using ZipArchive package = ZipFile.OpenRead(Path.Combine(root, "out/Probe.1.2.3.nupkg"));
        XElement[] metadata = [.. XDocument.Load(package.GetEntry("Probe.nuspec")!.Open()).Root!.Descendants()];
        XElement repository = metadata.Single(static e => e.Name.LocalName == "repository");
        Assert.AreEqual(("git", "https://github.com/example/probe.git", commit), ((string?)repository.Attribute("type"), (string?)repository.Attribute("url"), (string?)repository.Attribute("commit")));
        string[] notes = metadata.Single(static e => e.Name.LocalName == "releaseNotes").Value.Trim().Split('\n', StringSplitOptions.TrimEntries);
        Assert.IsTrue(notes[..^1].All(n => n == line) && notes.Length > 60, notes[^2]);
        Assert.AreEqual("The rest is in CHANGELOG.md of the repository.", notes[^1]);

        using ZipArchive symbols = ZipFile.OpenRead(Path.Combine(root, "out/Probe.1.2.3.snupkg"));
        using Stream stream = symbols.GetEntry("lib/net10.0/Probe.pdb")!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        MetadataReader reader = provider.GetMetadataReader();
        byte[] links = Information(reader, EntityHandle.ModuleDefinition, s_sourceLink) ?? throw new AssertFailedException("No SourceLink.");
        using JsonDocument map = JsonDocument.Parse(links);
        Assert.AreEqual($"https://raw.githubusercontent.com/example/probe/{commit}/*", map.RootElement.GetProperty("documents").GetProperty("/_/*").GetString(), Encoding.UTF8.GetString(links));
        string[] linked = [.. reader.Documents.Where(d => Information(reader, d, s_embeddedSource) is null).Select(d => reader.GetString(reader.GetDocument(d).Name))];
        CollectionAssert.AreEqual((string[])["/_/src/Probe/Words.cs"], linked, "What is in no repository is embedded.");

        // The symbols of the build before still lie in the output folder.
        foreach (string kind in (string[])["none", "embedded"])
        {
            string bare = Path.Combine(root, kind);
            Command.Run("dotnet", ["pack", folder, "-c", "Release", "-o", bare, "-p:OpenShiftPackageVersion=1.2.4", "-p:DebugType=" + kind, "-nologo"], root).MustSucceed().MustNotSay("warning");
            CollectionAssert.AreEqual((string[])["Probe.1.2.4.nupkg"], Directory.GetFiles(bare).Select(Path.GetFileName).ToArray());
        }
    }

    private static byte[]? Information(MetadataReader reader, EntityHandle of, Guid kind) =>
        reader.GetCustomDebugInformation(of).Select(reader.GetCustomDebugInformation).Where(i => reader.GetGuid(i.Kind) == kind).Select(i => reader.GetBlobBytes(i.Value)).FirstOrDefault();

    private static CommandResult Git(string folder, params string[] arguments) => Command.Run("git", arguments, folder).MustSucceed();
}
