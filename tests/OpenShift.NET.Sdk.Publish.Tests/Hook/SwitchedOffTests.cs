using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hook;

/// <summary>With <c>OpenShiftEnabled=false</c> the publish is the .NET SDK's own.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SwitchedOffTests
{
    [TestMethod]
    public void Switched_off_the_image_is_the_one_the_SDK_makes_without_the_package()
    {
        Components.Require("docker-registry", "skopeo");
        using RegistryServer registry = RegistryServer.Start();

        // The SDK takes bases from registries only: an image of ours serves as one.
        TestProject project = TestProject.Web();
        project.Publish("-p:OpenShiftEmbeddedBase=Always", "-p:ContainerArchiveOutputPath=out/").MustSucceed();
        Command.Run("skopeo", "copy", "--dest-tls-verify=false", "oci:" + Path.Combine(project.Intermediate, "image"), $"docker://{registry.Host}/dotnet/aspnet:10.0").MustSucceed();
        string[] arguments = [$"-p:ContainerBaseImage={registry.Host}/dotnet/aspnet:10.0", "-p:ContainerGenerateLabelsImageCreated=false", "-p:ContainerGenerateLabelsImageRevision=false", "-p:ContainerRepository=app"];

        // Both from nothing, so that neither sees what the publish above left.
        TestProject off = TestProject.Web();
        off.Publish([.. arguments, "-p:OpenShiftEnabled=false", "-p:ContainerArchiveOutputPath=sdk.tar.gz"]).MustSucceed().MustNotSay("OpenShift:");
        TestProject plain = TestProject.Create("WebApi", "Microsoft.NET.Sdk.Web", "<Version>1.4.2</Version><Description>A test service</Description>", "", TestProject.WebProgram, reference: false);
        plain.Publish([.. arguments, "-p:ContainerArchiveOutputPath=sdk.tar.gz"]).MustSucceed();

        Assert.IsFalse(Directory.Exists(off.Intermediate));
        Assert.AreEqual(Describe(Path.Combine(plain.Folder, "sdk.tar.gz")), Describe(Path.Combine(off.Folder, "sdk.tar.gz")));
    }

    /// <summary>Tags, execution configuration and the entries of the top layer of an archive that the SDK wrote.</summary>
    private static string Describe(string archive)
    {
        var files = new Dictionary<string, byte[]>();
        using (var tar = new TarReader(File.OpenRead(archive)))
        {
            while (tar.GetNextEntry() is { } entry)
            {
                using var copy = new MemoryStream();
                entry.DataStream?.CopyTo(copy);
                files[entry.Name] = copy.ToArray();
            }
        }

        // The base is an OCI image, so the SDK writes an OCI layout.
        using var index = JsonDocument.Parse(files["index.json"]);
        JsonElement descriptor = index.RootElement.GetProperty("manifests")[0];
        using var manifest = JsonDocument.Parse(files[Blob(descriptor)]);
        using var config = JsonDocument.Parse(files[Blob(manifest.RootElement.GetProperty("config"))]);
        string layer = Blob(manifest.RootElement.GetProperty("layers").EnumerateArray().Last());
        using var content = new TarReader(new GZipStream(new MemoryStream(files[layer]), CompressionMode.Decompress));
        var entries = new List<string>();
        while (content.GetNextEntry() is { } entry)
        {
            entries.Add($"{entry.Name} {entry.EntryType} {entry.Mode} {entry.Uid}:{entry.Gid}");
        }

        entries.Sort(StringComparer.Ordinal);
        string name = descriptor.TryGetProperty("annotations", out JsonElement annotations) ? annotations.GetRawText() : "";
        return name + "\n" + config.RootElement.GetProperty("config").GetRawText() + "\n" + string.Join('\n', entries);
    }

    private static string Blob(JsonElement descriptor) => "blobs/" + descriptor.GetProperty("digest").GetString()!.Replace(':', '/');
}
