using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Delivery;

/// <summary>Archives that other tools read, and images that stand on archives.</summary>
[TestClass]
[DoNotParallelize]
public class ArchiveDeliveryTests
{
    private static TestProject s_project = null!;

    [ClassInitialize]
    public static void Build(TestContext _)
    {
        s_project = TestProject.Web();
        s_project.Dotnet(null, "publish", s_project.ProjectFile, "-nologo").MustSucceed();
    }

    [TestMethod]
    public void Archives_are_read_by_skopeo_podman_and_umoci_and_written_only_when_they_change()
    {
        Components.Require("skopeo", "podman", "umoci");
        string folder = Sandbox.NewFolder("archives");
        string repository = "osc-test/" + Guid.NewGuid().ToString("n")[..8];
        string docker = Path.Combine(folder, "docker.tar");
        Publish(docker, repository).MustSucceed().MustSay("Wrote ");
        string digest = Inspect($"docker-archive:{docker}");
        DateTime written = File.GetLastWriteTimeUtc(docker);
        Publish(docker, repository).MustSucceed().MustSay("nothing was written");
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(docker));
        try
        {
            string loaded = Container.Podman("load", "--input", docker).MustSucceed().Text;
            Assert.Contains(repository + ":1.4.2", loaded);
        }
        finally
        {
            Container.Podman(["rmi", "--force", .. from host in (string[])["localhost/", "docker.io/"] from tag in (string[])["1.4.2", "1.4", "1"] select $"{host}{repository}:{tag}"]);
        }

        string archive = Path.Combine(folder, "oci.tar");
        Publish(archive, repository, "-p:OpenShiftArchiveFormat=OciArchive").MustSucceed();
        Assert.AreEqual(digest, Inspect($"oci-archive:{archive}:1.4.2"), "the same layers");

        string layout = Path.Combine(folder, "layout");
        Publish(layout, repository, "-p:OpenShiftArchiveFormat=OciLayout").MustSucceed();
        Assert.AreEqual(digest, Inspect($"oci:{layout}:1.4.2"), "the same layers");

        // Without a tag, too: of several entries skopeo, podman and buildah ask which is meant, and Shipwright pushes an index of images.
        Assert.AreEqual(digest, Inspect($"oci:{layout}"), "the same layers");
        JsonArray entries = JsonNode.Parse(File.ReadAllText(Path.Combine(layout, "index.json")))!["manifests"]!.AsArray();
        Assert.HasCount(1, entries);
        Assert.AreEqual("1.4.2", entries[0]!["annotations"]!["org.opencontainers.image.ref.name"]!.GetValue<string>());
        string pulled = Container.Podman("pull", "--quiet", $"oci:{layout}").MustSucceed().Output.Trim().Split('\n')[^1];
        Container.Podman("rmi", "--force", pulled).MustSucceed();
        Command.Run("umoci", "unpack", "--image", $"{layout}:1.4.2", Path.Combine(folder, "unpacked")).MustSucceed();
        Assert.IsTrue(File.Exists(Path.Combine(folder, "unpacked/rootfs/app/WebApi.dll")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Except(["docker.tar", "oci.tar", "layout", "unpacked"]));

        // Each of the three serves as a base.
        string own = Path.Combine(folder, "base");
        Directory.CreateDirectory(own);
        Command.Run("skopeo", "copy", $"oci:{EmbeddedLayout.Folder}:10.0", $"oci-archive:{own}/oci.tar:base:10.0").MustSucceed();
        Command.Run("skopeo", "copy", $"oci:{EmbeddedLayout.Folder}:10.0", $"docker-archive:{own}/docker.tar:base:10.0").MustSucceed();
        foreach (string path in (string[])[EmbeddedLayout.Folder, own + "/oci.tar", own + "/docker.tar"])
        {
            string result = Path.Combine(folder, "result.tar");
            s_project.Publish("--no-build", $"-p:OpenShiftBaseImageArchive={path}", $"-p:ContainerArchiveOutputPath={result}", "-p:ContainerRepository=shop/web").MustSucceed();
            JsonNode image = JsonNode.Parse(Command.Run("skopeo", "inspect", "--config", $"docker-archive:{result}:shop/web:1.4.2").MustSucceed().Output)!;
            JsonNode baseImage = JsonNode.Parse(Command.Run("skopeo", "inspect", "--config", $"oci:{EmbeddedLayout.Folder}:10.0").MustSucceed().Output)!;
            string[] expected = DiffIds(baseImage);
            CollectionAssert.AreEqual(expected, DiffIds(image)[..expected.Length], path);
            Assert.IsGreaterThan(expected.Length, DiffIds(image).Length);
        }
    }

    [TestMethod]
    public void Without_a_destination_and_an_engine_the_user_is_told_what_to_set()
    {
        string folder = Sandbox.NewFolder("path");
        string dotnet = Command.Run("sh", "-c", "readlink -f $(command -v dotnet)").MustSucceed().Output.Trim();
        var environment = new Dictionary<string, string?> { ["PATH"] = folder };
        foreach (string program in (string[])["dotnet", "sh"])
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), program == "sh" ? "/bin/sh" : dotnet);
        }

        string[] arguments = ["--no-build", "-p:OpenShiftEmbeddedBase=Always"];
        s_project.Publish(environment, arguments).MustFailWith(s_project, "OSC0086", "ContainerRegistry", "ContainerArchiveOutputPath");
        s_project.Publish(environment, [.. arguments, "-p:LocalRegistry=Podman"]).MustFailWith(s_project, "OSC0086", "podman");
    }

    private static CommandResult Publish(string path, string repository, params string[] more) =>
        s_project.Publish(["--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={path}", $"-p:ContainerRepository={repository}", .. more]);

    private static string Inspect(string image) =>
        string.Join(' ', DiffIds(JsonNode.Parse(Command.Run("skopeo", "inspect", "--config", image).MustSucceed().Output)!));

    private static string[] DiffIds(JsonNode config) => [.. config["rootfs"]!["diff_ids"]!.AsArray().Select(d => d!.GetValue<string>())];
}
