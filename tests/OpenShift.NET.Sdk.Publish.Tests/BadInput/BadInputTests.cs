using System.Diagnostics;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.BadInput;

/// <summary>Bad input ends in one coded error with a place and a remedy, and leaves nothing half done.</summary>
[TestClass]
[DoNotParallelize]
public class BadInputTests
{
    private const string Embedded = "-p:OpenShiftEmbeddedBase=Always";

    private static TestProject s_project = null!;

    [ClassInitialize]
    public static void Build(TestContext _)
    {
        s_project = TestProject.Web("", """
            <ContainerPort Include="$(BadPort)" Condition="'$(BadPort)' != ''" />
            <ContainerEnvironmentVariable Include="$(BadVariable)" Value="x" Condition="'$(BadVariable)' != ''" />
            <OpenShiftWritablePath Include="$(BadPath)" Condition="'$(BadPath)' != ''" />
            """);
        s_project.Dotnet(null, "publish", s_project.ProjectFile, "-nologo").MustSucceed();
    }

    [TestMethod]
    [DataRow("BadPort=70000", "OSC0022")]
    [DataRow("BadPath=data", "OSC0023")]
    [DataRow("BadVariable=A B", "OSC0025")]
    [DataRow("OpenShiftProfile=lax", "OSC0026")]
    [DataRow("OpenShiftIncludeSymbols=maybe", "OSC0026")]
    [DataRow("ContainerRuntimeIdentifier=linux-alpha", "OSC0042")]
    public void An_invalid_value_is_told_with_its_code(string property, string code)
    {
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        s_project.Publish("--no-build", Embedded, $"-p:{property}", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, code);
        AssertEmpty(archive);
    }

    [TestMethod]
    public void A_registry_that_does_not_answer_is_given_up_in_time()
    {
        string host = $"localhost:{RegistryServer.FreePort()}";
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        Stopwatch clock = Stopwatch.StartNew();
        s_project.Publish("--no-build", $"-p:ContainerBaseImage={host}/dotnet/aspnet:10.0", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, "OSC0080", host);
        Assert.IsLessThan(TimeSpan.FromSeconds(60), clock.Elapsed);
        AssertEmpty(archive);
        clock.Restart();
        s_project.Publish("--no-build", Embedded, $"-p:ContainerRegistry={host}").MustFailWith(s_project, "OSC0080", host);
        Assert.IsLessThan(TimeSpan.FromSeconds(60), clock.Elapsed);
    }

    [TestMethod]
    public void A_base_that_is_missing_is_told()
    {
        using RegistryServer registry = RegistryServer.Start();
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        EmbeddedLayout.CopyTo(registry);
        foreach (string image in (string[])["dotnet/none:10.0", "dotnet/aspnet:9.9"])
        {
            s_project.Publish("--no-build", $"-p:ContainerBaseImage={registry.Host}/{image}", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, "OSC0040", image);
            AssertEmpty(archive);
        }
    }

    [TestMethod]
    public void A_cache_or_an_archive_that_cannot_be_written_is_told()
    {
        string folder = Sandbox.NewFolder("out");
        string file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        string archive = Path.Combine(folder, "image.tar");
        s_project.Publish("--no-build", Embedded, $"-p:OpenShiftCacheDirectory={file}", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, "OSC0044");
        Assert.IsFalse(File.Exists(archive));
        s_project.Publish("--no-build", Embedded, $"-p:ContainerArchiveOutputPath={file}/image.tar").MustFailWith(s_project, "OSC0085");
        CollectionAssert.AreEqual((string[])[file], Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    public void A_settings_file_that_is_no_JSON_is_told_with_line_and_column()
    {
        TestProject project = TestProject.Web(name: "Broken");
        project.Write("appsettings.json", "{\n  \"Logging\": {,\n}\n");
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        CommandResult result = project.Publish(Embedded, $"-p:ContainerArchiveOutputPath={archive}").MustFail();
        result.MustSay("appsettings.json(2,15): error OSC0028:").MustNotSay("   at OpenShift");
        AssertEmpty(archive);
    }

    [TestMethod]
    public void A_label_that_is_none_is_told()
    {
        TestProject project = TestProject.Web(items: "<ContainerLabel Include=\"two words\" Value=\"x\" />", name: "Labels");
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        project.Publish(Embedded, $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(project, "OSC0024");
        AssertEmpty(archive);
    }

    [TestMethod]
    public void A_damaged_base_blob_is_never_used_and_a_damaged_cache_heals()
    {
        using RegistryServer registry = RegistryServer.Start();
        string baseImage = EmbeddedLayout.CopyTo(registry);
        string folder = Sandbox.NewFolder("out");
        string archive = Path.Combine(folder, "image.tar");
        string cache = Path.Combine(Sandbox.NewFolder("cache"), "cache");
        string[] arguments = ["--no-build", $"-p:ContainerBaseImage={baseImage}", $"-p:ContainerArchiveOutputPath={archive}", $"-p:OpenShiftCacheDirectory={cache}"];

        string layer = registry.LargestBlob();
        byte[] sound = File.ReadAllBytes(layer);
        byte[] damaged = (byte[])sound.Clone();
        damaged[damaged.Length / 2] ^= 0x40;
        File.WriteAllBytes(layer, damaged);
        s_project.Publish(arguments).MustFailWith(s_project, "OSC0041");
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
        string kept = Path.Combine(cache, "blobs/sha256", Path.GetFileName(Path.GetDirectoryName(layer))!);
        Assert.IsFalse(File.Exists(kept), "what is damaged must not be kept");

        File.WriteAllBytes(layer, sound);
        s_project.Publish(arguments).MustSucceed();
        byte[] first = File.ReadAllBytes(archive);

        // The same damage in the cache, which the layout of the build shares: told once, then healed.
        Command.Run("chmod", "u+w", kept).MustSucceed();
        File.WriteAllBytes(kept, damaged);
        File.Delete(archive);
        s_project.Publish(arguments).MustFailWith(s_project, "OSC0041", "publish again");
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
        s_project.Publish(arguments).MustSucceed();
        CollectionAssert.AreEqual(first, File.ReadAllBytes(archive));
    }

    [TestMethod]
    public void A_cancelled_publish_ends_soon_and_leaves_no_tag()
    {
        // A registry that takes the connection and never answers stands for any upload that takes too long.
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var start = new ProcessStartInfo("dotnet", ["publish", s_project.ProjectFile, "-t:PublishContainer", "--no-build", "-nologo", Embedded, $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", $"-p:ContainerRegistry=localhost:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = s_project.Folder,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Assert.IsTrue(listener.AcceptTcpClientAsync().Wait(TimeSpan.FromSeconds(120)), "the publish never reached the registry");
        Command.Run("kill", "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).MustSucceed();
        Stopwatch clock = Stopwatch.StartNew();
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(30));
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        string text = output.Result + errors.Result;
        Assert.IsTrue(ended, $"not ended {clock.Elapsed} after the interrupt\n{text}");
        Assert.AreNotEqual(0, process.ExitCode, text);
        Assert.DoesNotContain("   at OpenShift", text);
    }

    private static void AssertEmpty(string archive) => Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(archive)!));
}
