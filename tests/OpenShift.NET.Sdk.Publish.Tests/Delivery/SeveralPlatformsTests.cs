using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Delivery;

/// <summary>Several platforms in one publish: each image is the one a publish for it alone makes, or nothing is delivered.</summary>
[TestClass]
public sealed class SeveralPlatformsTests
{
    private const string Rids = "<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers><RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers>";
    private const string Natives = """<PackageReference Include="SQLitePCLRaw.lib.e_sqlite3" Version="2.1.11" />""";

    [TestMethod]
    public void An_output_folder_for_all_platforms_changes_no_image()
    {
        TestProject project = TestProject.Web(Rids + "<UseAppHost>false</UseAppHost><SelfContained>false</SelfContained>", Natives);
        string plain = Publish(project, "plain");
        string shared = Publish(project, "shared", "-o", "out");
        Assert.IsTrue(File.Exists(Path.Combine(project.Folder, "out/manifests/template.yaml")), "the folder of the publish has what it had");

        // A folder that another publish has filled is content to the .NET SDK, with or without this one.
        Directory.Delete(Path.Combine(project.Folder, "out"), recursive: true);
        string inProject = Publish(project, "in-project", "-p:PublishDir=published/");

        foreach (string architecture in (string[])["amd64", "arm64"])
        {
            string expected = string.Join('\n', FilesOf(plain, architecture).Select(static f => $"{f.Name} {f.Machine}"));
            Assert.Contains($"app/libe_sqlite3.so {(architecture == "amd64" ? 62 : 183)}", expected);
            foreach (string layout in (string[])[shared, inProject])
            {
                Assert.AreEqual(expected, string.Join('\n', FilesOf(layout, architecture).Select(static f => $"{f.Name} {f.Machine}")), $"{layout} {architecture}");
                Assert.AreEqual(Layers(plain, architecture), Layers(layout, architecture), $"{layout} {architecture}");
            }
        }

        // One folder for what is compiled: refused before anything is built for a platform.
        project.Publish([.. Arguments(project, "refused"), "-p:AppendRuntimeIdentifierToOutputPath=false"]).MustFailWith(project, "OSC0098", "bin/Release/net10.0");
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "refused")));

        project.Publish([.. Arguments(project, "refused"), "-r", "linux-x64", "-p:ContainerRuntimeIdentifier=linux-arm64"]).MustFailWith(project, "OSC0098", "linux-arm64");
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "refused")));
    }

    [TestMethod]
    public void A_publish_that_needs_a_runtime_identifier_makes_every_platform_again_and_again()
    {
        TestProject project = TestProject.Web(Rids + "<PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained>", Natives);
        for (int i = 0; i < 2; i++)
        {
            string layout = Publish(project, "single" + i);
            foreach ((string architecture, ushort machine) in (ReadOnlySpan<(string, ushort)>)[("amd64", 62), ("arm64", 183)])
            {
                (string Name, ushort Machine)[] files = FilesOf(layout, architecture);
                CollectionAssert.Contains(files, ("app/WebApi", machine));
                CollectionAssert.Contains(files, ("app/libe_sqlite3.so", machine), "the natives stay beside the one file");
                Assert.IsFalse(files.Any(static f => f.Name == "app/WebApi.dll"));
            }
        }
    }

    [TestMethod]
    public void Native_code_that_cannot_be_compiled_for_a_platform_delivers_nothing()
    {
        TestProject project = TestProject.Web(Rids + "<PublishAot>true</PublishAot>");
        project.Write("Directory.Build.targets", """
            <Project>
              <Target Name="NoLinker" BeforeTargets="CoreCompile" Condition="'$(_OpenShiftInnerBuild)' == 'true' and '$(RuntimeIdentifier)' == 'linux-arm64'">
                <Error Text="no linker for arm64" />
              </Target>
              <Target Name="NoCompiler" BeforeTargets="CoreCompile" Condition="'$(_OpenShiftInnerBuild)' == 'true' and '$(RuntimeIdentifier)' == 'linux-x64'">
                <Error Text="no compiler at all" />
              </Target>
            </Project>
            """);
        CommandResult result = project.Dotnet(null, ["publish", project.ProjectFile, "-t:OpenShiftPublishContainer", "-nologo", .. Arguments(project, "native")]);
        Assert.AreNotEqual(0, result.ExitCode, result.Text);
        Assert.Contains("error OSC0099: Native AOT did not compile for every platform (linux-x64;linux-arm64)", result.Text);
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "native")));
    }

    private static string[] Arguments(TestProject project, string name) =>
    [
        $"-p:OpenShiftBaseImageArchive={EmbeddedLayout.TwoPlatforms}#10.0",
        $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, name)}",
        "-p:OpenShiftArchiveFormat=OciLayout",
    ];

    private static string Publish(TestProject project, string name, params string[] arguments)
    {
        // Beside the project: its globs take in what lies below it.
        string folder = Path.Combine(Sandbox.NewFolder("layouts"), name);
        project.Publish([$"-p:OpenShiftBaseImageArchive={EmbeddedLayout.TwoPlatforms}#10.0", $"-p:ContainerArchiveOutputPath={folder}", "-p:OpenShiftArchiveFormat=OciLayout", .. arguments]).MustSucceed();
        return folder;
    }

    private static string Layers(string layout, string architecture) => Manifest(layout, architecture)["layers"]!.ToJsonString();

    private static JsonNode Manifest(string layout, string architecture)
    {
        JsonNode index = Blob(layout, JsonNode.Parse(File.ReadAllText(Path.Combine(layout, "index.json")))!["manifests"]![0]!);
        return Blob(layout, index["manifests"]!.AsArray().Single(m => (string?)m!["platform"]!["architecture"] == architecture)!);
    }

    private static JsonNode Blob(string layout, JsonNode descriptor) => JsonNode.Parse(File.ReadAllBytes(PathOf(layout, descriptor)))!;

    private static string PathOf(string layout, JsonNode descriptor) => Path.Combine(layout, "blobs/sha256", ((string)descriptor["digest"]!)["sha256:".Length..]);

    /// <summary>The files of the application's layers, each with the machine of an ELF file.</summary>
    private static (string Name, ushort Machine)[] FilesOf(string layout, string architecture)
    {
        var files = new List<(string, ushort)>();
        foreach (JsonNode? layer in Manifest(layout, architecture)["layers"]!.AsArray())
        {
            using var reader = new TarReader(new GZipStream(File.OpenRead(PathOf(layout, layer!)), CompressionMode.Decompress));
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType == TarEntryType.RegularFile && entry.Name.StartsWith("app/", StringComparison.Ordinal))
                {
                    byte[] head = new byte[20];
                    int read = entry.DataStream?.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) ?? 0;
                    files.Add((entry.Name, read == 20 && head.AsSpan().StartsWith("\u007fELF"u8) ? BitConverter.ToUInt16(head, 18) : (ushort)0));
                }
            }
        }

        return [.. files.OrderBy(static f => f.Item1, StringComparer.Ordinal)];
    }
}
