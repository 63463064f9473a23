using System.Formats.Tar;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.AnyImage;

[TestClass]
public sealed class ImageCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task An_image_on_disk_is_judged_and_rules_that_need_a_project_do_not_apply()
    {
        await WriteAsync("image");
        ImageCheckResult result = await CheckAsync("oci:" + _folder["image"]);

        Assert.IsNotEmpty(result.Messages);
        Assert.AreEqual(RuleStatus.NotApplicable, result.Report.Rules.Single(r => r.RuleId == "OSC0601").Status);
        Assert.AreEqual(0, result.Report.CountOf(RuleStatus.Broken));
        Assert.IsNull(result.Publication.Base);
    }

    [TestMethod]
    [DataRow("/app/run.sh", "app/run.sh", "#!/bin/sh\nset -e\ndotnet /app/Migrate.dll\ncd /app\nexec dotnet App.dll \"$@\"\n")]
    [DataRow("/usr/bin/supervisord", "etc/supervisord.conf", "[program:shop]\ncommand=dotnet /app/App.dll\n")]
    [DataRow("s6-svscan", "etc/services.d/shop/run", "#!/bin/sh\nexec dotnet /app/App.dll\n")]
    public async Task The_code_is_found_behind_scripts_and_supervisors(string program, string file, string content)
    {
        IReadOnlyDictionary<string, byte[]> files = Compiled.Files("System.Diagnostics.Process.Start(\"/bin/chown\", \"-R 1001 /data\");", "namespace Shop { public class None; }");
        byte[] tar = BaseImages.Tar(
            [
                BaseImages.Folder("app/"),
                BaseImages.Folder("usr/bin/"),
                BaseImages.File("usr/bin/supervisord", "#!/usr/bin/python3\n"),
                BaseImages.File("usr/bin/s6-svscan", "elf"),
                BaseImages.File(file, content),
                .. files.Select(f => new PaxTarEntry(TarEntryType.RegularFile, "app/" + f.Key) { DataStream = new MemoryStream(f.Value) }),
            ]);
        var config = new ImageConfig { Architecture = "amd64", Os = "linux", Config = new ExecutionConfig { Entrypoint = [program], Env = ["PATH=/usr/bin"] } };
        await OciLayout.WriteAsync(BaseImages.Create(config: config, tar: tar), _folder["image"], [], CancellationToken.None);

        ImageCheckResult result = await CheckAsync("oci:" + _folder["image"]);

        Assert.ContainsSingle(f => f.RuleId == "OSC1313" && f.Message.Contains("runs chown", StringComparison.Ordinal), result.Report.Findings);
    }

    [TestMethod]
    [DataRow("dotnet", "/app/App.dll")]
    [DataRow("dotnet", "App.dll")]
    [DataRow("/app/App", null)]
    public async Task The_code_of_the_application_is_read_out_of_the_layers(string program, string? argument)
    {
        const string Code = """
            var helper = new Shop.Files();
            helper.Save();
            System.Diagnostics.Process.Start("/bin/chown", "-R 1001 /data");
            """;
        const string Library = "namespace Shop { public class Files { public void Save() => File.WriteAllText(\"/home/app/state.json\", \"{}\"); } }";
        const string Dependencies = """
            {"targets":{"net10.0":{"App/1.0.0":{"runtime":{"App.dll":{}}},"Own.Library/1.0.0":{"runtime":{"lib/Own.Library.dll":{}}},"Polly/8.0.0":{"runtime":{"lib/net8.0/Polly.dll":{}}}}},
             "libraries":{"App/1.0.0":{"type":"project"},"Own.Library/1.0.0":{"type":"project"},"Polly/8.0.0":{"type":"package"}}}
            """;
        IReadOnlyDictionary<string, byte[]> files = Compiled.Files(Code, Library);
        byte[] tar = BaseImages.Tar(
            [
                BaseImages.Folder("app/"),
                BaseImages.File("app/App", "host"),
                BaseImages.File("app/App.deps.json", Dependencies),
                .. files.Select(f => new PaxTarEntry(TarEntryType.RegularFile, "app/" + f.Key) { DataStream = new MemoryStream(f.Value) }),
            ]);
        var config = new ImageConfig { Architecture = "amd64", Os = "linux", Config = new ExecutionConfig { WorkingDir = "/app", Entrypoint = argument is null ? [program] : [program, argument] } };
        await OciLayout.WriteAsync(BaseImages.Create(config: config, tar: tar), _folder["image"], [], CancellationToken.None);

        ImageCheckResult result = await CheckAsync("oci:" + _folder["image"]);

        Assert.AreEqual(0, result.Report.CountOf(RuleStatus.Broken), string.Join('\n', result.Messages));
        string[] found = [.. result.Report.Findings.Where(f => f.RuleId == "OSC1313").Select(f => f.Message)];
        Assert.HasCount(2, found, string.Join('\n', result.Messages) + string.Join('\n', result.Notes));
        Assert.ContainsSingle(m => m.Contains("Program.cs:3 Start runs chown", StringComparison.Ordinal), found);
        Assert.ContainsSingle(m => m.Contains("'/home/app/state.json'", StringComparison.Ordinal), found);
        Assert.IsTrue(result.Publication.Code!.HasPackage("Polly"));
        Assert.AreEqual(RuleStatus.NotApplicable, result.Report.Rules.Single(r => r.RuleId == "OSC1314").Status);
    }

    [TestMethod]
    public async Task A_tag_behind_the_path_chooses_the_image()
    {
        await WriteAsync("image", "1.0");
        Assert.AreEqual($"{_folder["image"]}:1.0", (await CheckAsync($"oci:{_folder["image"]}:1.0")).Name);
        await Failures.ExpectAsync(ToolCodes.BaseImageNotFound, () => CheckAsync($"oci:{_folder["image"]}:2.0"));
    }

    [TestMethod]
    public async Task The_named_base_image_has_to_lie_below()
    {
        await WriteAsync("image");
        await OciLayout.WriteAsync(BaseImages.Create(tar: BaseImages.Tar(BaseImages.Folder("other/"))), _folder["other"], [], CancellationToken.None);

        ImageCheckResult result = await CheckAsync("oci:" + _folder["image"], "oci:" + _folder["image"]);
        Assert.AreEqual(result.Image.Manifest.Layers.Length, result.Publication.Base!.LayerCount);
        await Failures.ExpectAsync(ToolCodes.NotTheBaseImage, () => CheckAsync("oci:" + _folder["image"], "oci:" + _folder["other"]));
    }

    [TestMethod]
    public async Task The_age_of_a_base_image_is_told()
    {
        var config = new ImageConfig { Created = "2026-01-01T00:00:00Z", Architecture = "amd64", Os = "linux", Config = new ExecutionConfig() };
        await OciLayout.WriteAsync(BaseImages.Create(config: config), _folder["image"], [], CancellationToken.None);
        ImageCheckRequest request = Request("oci:" + _folder["image"]) with { Base = "oci:" + _folder["image"] };

        ImageCheckResult late = await new ImageCheck(new NoEnvironment()).RunAsync(request with { Today = new DateOnly(2026, 6, 1) }, null, CancellationToken.None);
        ImageCheckResult early = await new ImageCheck(new NoEnvironment()).RunAsync(request with { Today = new DateOnly(2026, 2, 1) }, null, CancellationToken.None);

        Assert.Contains("was made on 2026-01-01, more than 90 days ago", late.Report.Findings.Single(static f => f.RuleId == "OSC0107").Message);
        Assert.AreEqual(RuleStatus.Passed, early.Report.Rules.Single(static r => r.RuleId == "OSC0107").Status);
    }

    [TestMethod]
    public async Task Another_platform_is_named_with_its_option()
    {
        await WriteAsync("image");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ImageCheck(new NoEnvironment()).RunAsync(Request("oci:" + _folder["image"]) with { Platform = new Platform("linux", "s390x") }, null, CancellationToken.None));

        Assert.AreEqual(ToolCodes.PlatformNotFound, e.Code);
        Assert.StartsWith("Image '", e.Message);
        Assert.Contains("--platform", e.Message);
    }

    [TestMethod]
    [DataRow("oci:", ToolCodes.InvalidImageReference)]
    [DataRow("", ToolCodes.InvalidImageReference)]
    [DataRow("a b", ToolCodes.InvalidImageReference)]
    [DataRow("oci-archive:/no/such/file", ToolCodes.BaseImageNotFound)]
    [DataRow("docker-archive:/no/such/file:1", ToolCodes.BaseImageNotFound)]
    public void A_location_that_is_none_is_a_failure(string text, string code) =>
        Assert.AreEqual(code, Assert.ThrowsExactly<OpenShiftException>(() => ImageLocation.Parse(text)).Code);

    [TestMethod]
    [DataRow("docker-daemon:shop/orders:1", "skopeo copy docker-daemon:shop/orders:1 oci-archive:image.tar")]
    [DataRow("containers-storage:localhost/orders", "skopeo copy containers-storage:localhost/orders oci-archive:image.tar")]
    [DataRow("dir:/srv/images/orders", "skopeo copy dir:/srv/images/orders oci-archive:image.tar")]
    [DataRow("/srv/images/orders.tar", "oci-archive: or docker-archive: for a file")]
    [DataRow("./layout", "oci: for the folder of a layout")]
    [DataRow("../layout", "oci: for the folder of a layout")]
    public void What_is_no_registry_is_told_how_to_be_written(string text, string remedy)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => ImageLocation.Parse(text));

        Assert.AreEqual(ToolCodes.InvalidImageReference, e.Code);
        Assert.Contains(remedy, e.Remedy);
    }

    [TestMethod]
    public async Task The_folder_of_a_layout_is_no_image_of_a_registry()
    {
        await WriteAsync("image");
        // Not with a dot in front: as somebody writes it who stands in the folder above.
        string folder = Path.Combine(Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal), "layout");
        Directory.CreateDirectory(folder);
        try
        {
            File.Copy(Path.Combine(_folder["image"], "oci-layout"), Path.Combine(folder, "oci-layout"));
            OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => ImageLocation.Parse(folder));

            Assert.Contains("oci: for the folder of a layout", e.Remedy);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("dir:1", "docker.io/library/dir:1")]
    [DataRow("docker://registry.example.com/a/b:1", "registry.example.com/a/b:1")]
    [DataRow("registry.example.com:5000/a", "registry.example.com:5000/a")]
    public void A_registry_is_named_with_and_without_transport(string text, string name) => Assert.AreEqual(name, ImageLocation.Parse(text).Name);

    private ValueTask WriteAsync(string name, params string[] tags) => OciLayout.WriteAsync(BaseImages.Create(), _folder[name], [.. tags], CancellationToken.None);

    private Task<ImageCheckResult> CheckAsync(string image, string? baseImage = null) =>
        new ImageCheck(new NoEnvironment()).RunAsync(Request(image) with { Base = baseImage }, null, CancellationToken.None);

    private ImageCheckRequest Request(string image) => new() { Image = image, Platform = new Platform("linux", "amd64"), CacheDirectory = _folder["cache"] };

    private sealed class NoEnvironment : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => null;
    }
}
