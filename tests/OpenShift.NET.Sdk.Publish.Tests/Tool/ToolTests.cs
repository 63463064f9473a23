using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Tool;

/// <summary>The packed tool, installed as a user installs it.</summary>
[TestClass]
[DoNotParallelize]
public class ToolTests
{
    private static string s_tool = "";
    private static string s_folder = "";

    [ClassInitialize]
    public static void Install(TestContext _)
    {
        s_folder = Sandbox.NewFolder("tool");
        ToolPackage.Make();
        File.WriteAllText(Path.Combine(s_folder, "nuget.config"), $"<configuration><packageSources><clear /><add key=\"tested\" value=\"{Sandbox.Feed}\" /></packageSources></configuration>");
        Command.Run("dotnet", ["tool", "install", "OpenShift.NET.Sdk.Tool", "--tool-path", Path.Combine(s_folder, "bin"), "--version", Sandbox.Version, "--configfile", Path.Combine(s_folder, "nuget.config")], s_folder).MustSucceed();
        s_tool = Path.Combine(s_folder, "bin", "openshift-image");
    }

    [TestMethod]
    public void An_OCI_layout_is_judged_without_a_network_and_reported_in_every_form()
    {
        string sarif = Path.Combine(s_folder, "out/report.sarif");
        string html = Path.Combine(s_folder, "out/report.html");
        CommandResult result = Run("check", $"oci:{EmbeddedLayout.Folder}:10.0", "--sarif", sarif, "--html", html, "--severity-threshold", "info");
        Assert.AreEqual(1, result.ExitCode, result.Text);
        result.MustSay($"{EmbeddedLayout.Folder}:10.0: ").MustSay(" OSC1701: ").MustSay(" rules passed").MustNotSay("\u001b").MustNotSay("   at ");
        Assert.AreEqual("", result.Errors);
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(sarif));
        Assert.IsTrue(log.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("help").TryGetProperty("markdown", out _));
        Assert.Contains("<h3 id=\"g22\">", File.ReadAllText(html));
        Assert.AreEqual(0, Run("check", $"oci:{EmbeddedLayout.Folder}:10.0", "--severity-threshold", "none").ExitCode);
    }

    [TestMethod]
    public void A_bill_of_materials_is_written_of_any_image()
    {
        CommandResult result = Run("sbom", $"oci:{EmbeddedLayout.Folder}:10.0");
        Assert.AreEqual(0, result.ExitCode, result.Text);
        using JsonDocument bill = JsonDocument.Parse(result.Output);
        Assert.Contains(static c => c.GetProperty("type").GetString() == "framework" && c.GetProperty("name").GetString()!.StartsWith("Microsoft.AspNetCore.App.Runtime.", StringComparison.Ordinal), bill.RootElement.GetProperty("components").EnumerateArray());
        string file = Path.Combine(s_folder, "out/image.spdx.json");
        Assert.AreEqual(0, Run("sbom", $"oci:{EmbeddedLayout.Folder}", "--format", "spdx", "--output", file).ExitCode);
        using JsonDocument spdx = JsonDocument.Parse(File.ReadAllText(file));
        Assert.AreEqual("SPDX-2.3", spdx.RootElement.GetProperty("spdxVersion").GetString());
    }

    [TestMethod]
    public void A_docker_archive_has_the_findings_of_the_layout_it_was_copied_from()
    {
        Components.Require("skopeo");
        string archive = Path.Combine(s_folder, "image.tar");
        Command.Run("skopeo", "copy", $"oci:{EmbeddedLayout.Folder}:10.0", $"docker-archive:{archive}:shop/base:10.0").MustSucceed();
        string[] Findings(CommandResult r) => [.. r.Output.Split('\n').Where(l => l.Contains(" OSC", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(" OSC", StringComparison.Ordinal) + 1)..])];

        CommandResult ofArchive = Run("check", $"docker-archive:{archive}");
        CommandResult ofLayout = Run("check", $"oci:{EmbeddedLayout.Folder}");
        Assert.AreEqual(ofLayout.ExitCode, ofArchive.ExitCode, ofArchive.Text);
        Assert.IsNotEmpty(Findings(ofLayout));
        Assert.AreEqual(string.Join('\n', Findings(ofLayout)), string.Join('\n', Findings(ofArchive)));
    }

    [TestMethod]
    public void An_archive_is_run_with_manifests_and_as_it_comes()
    {
        Components.Require("bwrap");
        TestProject project = TestProject.Web(items: """<OpenShiftProbe Include="Readiness" Path="/healthz" />""");
        string archive = Path.Combine(s_folder, "proved.tar");
        project.Publish("-p:OpenShiftEmbeddedBase=Always", "-p:OpenShiftArchiveFormat=OciArchive", $"-p:ContainerArchiveOutputPath={archive}").MustSucceed();
        string html = Path.Combine(s_folder, "out/proved.html");
        string[] command = ["prove", "oci-archive:" + archive, "--engine", "sandbox", "--severity-threshold", "none", "--env", "SHOP__KEY=v4lue-of-the-run", "--html", html];
        CommandResult result = Run([.. command, "--manifests", Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests/kubernetes")]);
        Assert.AreEqual(0, result.ExitCode, result.Text);
        result.MustSay(": Proved: started as 1000660000:0 in ").MustSay("ready on /healthz").MustSay(" of 256 MiB").MustNotSay("v4lue-of-the-run");
        Assert.DoesNotContain("v4lue-of-the-run", File.ReadAllText(html));

        result = Run(command);
        Assert.AreEqual(0, result.ExitCode, result.Text);
        result.MustSay(": Proved: started as 1000660000:0 in ").MustSay("listens on 8080").MustNotSay(" of 256 MiB");
        Assert.AreEqual(2, Run([.. command, "--manifests", "/no/such/folder"]).MustSay("error OSC0052: ").ExitCode);
    }

    [TestMethod]
    public void A_Dockerfile_becomes_a_part_of_a_project_and_what_it_cannot_is_told()
    {
        string folder = Path.Combine(s_folder, "dockerfile");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "Dockerfile");
        File.WriteAllText(file, "FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS base\nWORKDIR /app\nEXPOSE 8080\nFROM base\nENTRYPOINT [\"dotnet\", \"Shop.dll\"]\n");
        Assert.AreEqual(0, Run("from-dockerfile", folder).MustSay("<ContainerBaseImage>mcr.microsoft.com/dotnet/aspnet:10.0</ContainerBaseImage>").MustSay("<ContainerPort Include=\"8080\" Type=\"tcp\" />").MustNotSay("Not carried over").ExitCode);
        File.AppendAllText(file, "RUN apt-get update && apt-get install -y libgdiplus\n");
        Assert.AreEqual(1, Run("from-dockerfile", file).MustSay("line 6: RUN apt-get update").MustSay("An own base image").ExitCode);
        Assert.AreEqual(2, Run("from-dockerfile", file, "--target", "final").MustSay("error OSC0070: ").MustSay("Name one of its stages: base").ExitCode);
        Assert.AreEqual(2, Run("from-dockerfile", Path.Combine(folder, "none")).MustSay("error OSC0070: ").MustSay("it is not there").ExitCode);
    }

    [TestMethod]
    public void An_image_of_a_registry_is_judged_for_the_platform_that_is_asked_for()
    {
        using RegistryServer registry = RegistryServer.Start();
        string image = EmbeddedLayout.CopyTo(registry, twoPlatforms: true);
        Assert.AreEqual(0, Run("check", image, "--platform", "linux/arm64", "--severity-threshold", "none").MustSay(image).ExitCode);
        CommandResult missing = Run("check", image, "--platform", "linux/s390x");
        Assert.AreEqual(2, missing.ExitCode);
        missing.MustSay("error OSC0042: ").MustSay("linux/amd64, linux/arm64").MustSay("--platform");
        CommandResult based = Run("check", image, "--base", image, "--severity-threshold", "none");
        Assert.AreEqual(0, based.ExitCode, based.Text);
        based.MustSay("OSC1702: ").MustSay("is still the base image's");
    }

    [TestMethod]
    [DataRow("OSC0040", "check", "oci:/no/such/layout")]
    [DataRow("OSC0027", "check", "Not A Reference")]
    [DataRow("OSC0080", "check", "localhost:1/shop/x:1")]
    [DataRow("OSC0070", "check")]
    [DataRow("OSC0027", "check", "/srv/image.tar")]
    [DataRow("OSC0027", "check", "docker-daemon:shop/orders:1")]
    [DataRow("OSC0070", "check", "x", "--profile", "lenient")]
    [DataRow("OSC0070", "rules", "--profile", "lenient")]
    [DataRow("OSC0070", "sbom", "x", "--format", "xml")]
    [DataRow("OSC0040", "sbom", "oci:/no/such/layout")]
    [DataRow("OSC0070", "prove")]
    [DataRow("OSC0070", "prove", "x", "--engine", "chroot")]
    [DataRow("OSC0070", "prove", "x", "--timeout", "0")]
    [DataRow("OSC0070", "prove", "x", "--env", "=secret")]
    [DataRow("OSC0070", "prove", "x", "--env", "NO_SUCH_VARIABLE_HERE")]
    [DataRow("OSC0070", "check", "x", "--platform", "arm64")]
    [DataRow("OSC0070", "explain", "OSC9999")]
    [DataRow("OSC0070", "explain", "../x")]
    public void What_cannot_be_done_is_told_with_a_code(string code, params string[] arguments)
    {
        CommandResult result = Run(arguments);

        Assert.AreEqual(2, result.ExitCode, result.Text);
        Assert.StartsWith($"openshift-image: error {code}: ", result.Errors);
        Assert.AreEqual("", result.Output);
        result.MustNotSay("   at ").MustNotSay("OSC0013").MustNotSay("OpenShift.NET.Sdk.Guidelines").MustNotSay("??");
    }

    [TestMethod]
    public void A_damaged_archive_and_a_place_that_cannot_be_written_are_told_with_a_code()
    {
        string file = Path.Combine(s_folder, "damaged.tar");
        File.WriteAllText(file, "no archive");
        CommandResult damaged = Run("check", "oci-archive:" + file);
        Assert.AreEqual(2, damaged.ExitCode);
        damaged.MustSay("error OSC0043: ").MustNotSay("   at ");
        CommandResult unwritable = Run("check", $"oci:{EmbeddedLayout.Folder}", "--html", "/proc/none/report.html");
        Assert.AreEqual(2, unwritable.ExitCode);
        unwritable.MustSay("error OSC0085: ").MustNotSay("   at ");
    }

    [TestMethod]
    public void Ctrl_C_ends_it_as_shells_expect()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        CommandResult result = Command.Run("timeout", ["--preserve-status", "--signal=INT", "3", s_tool, "check", $"localhost:{((IPEndPoint)silent.LocalEndpoint).Port}/shop/x:1"], s_folder);
        Assert.AreEqual(130, result.ExitCode, result.Text);
        result.MustSay("error OSC0014: ").MustNotSay("   at ");
    }

    [TestMethod]
    public void A_pipe_that_nobody_writes_into_is_refused_instead_of_waited_for()
    {
        string pipe = Path.Combine(s_folder, "pipe");
        Command.Run("mkfifo", pipe).MustSucceed();
        CommandResult result = Command.Run("timeout", ["--kill-after=5", "30", s_tool, "check", "oci-archive:" + pipe], s_folder);
        Assert.AreEqual(2, result.ExitCode, result.Text);
        result.MustSay("error OSC0043: ").MustNotSay("   at ");
    }

    [TestMethod]
    public void A_pipe_is_told_to_be_saved_first()
    {
        CommandResult result = Command.Run("bash", ["-c", $"'{s_tool}' check oci-archive:<(echo x)"], s_folder);
        Assert.AreEqual(2, result.ExitCode, result.Text);
        result.MustSay("error OSC0043: ").MustSay("is a pipe or a device").MustNotSay("Exception");
    }

    [TestMethod]
    public void Standard_output_that_cannot_be_written_is_told_and_one_that_is_closed_early_is_not()
    {
        CommandResult full = Command.Run("bash", ["-c", $"'{s_tool}' rules > /dev/full"], s_folder);
        Assert.AreEqual(2, full.ExitCode, full.Text);
        full.MustSay("error OSC0085: Standard output cannot be written").MustNotSay("   at ").MustNotSay("OSC0013");
        CommandResult early = Command.Run("bash", ["-c", $"set -o pipefail; '{s_tool}' explain OSC1309 | true"], s_folder);
        Assert.AreEqual(0, early.ExitCode, early.Text);
        Assert.AreEqual("", early.Text.Trim());
    }

    [TestMethod]
    public void Rules_are_listed_and_explained()
    {
        Run("rules").MustSucceed().MustSay("OSC1309  error    Ports are 1024 or higher");
        Run("explain", "osc1309").MustSucceed().MustSay("# OSC1309: ").MustSay("## How to fix");
        Run("explain", "OSC0062").MustSucceed().MustSay("baseline");
    }

    private static CommandResult Run(params string[] arguments) =>
        Command.Run(s_tool, [.. arguments], s_folder, new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = Sandbox.Cache, ["DOTNET_ROLL_FORWARD"] = null });
}
