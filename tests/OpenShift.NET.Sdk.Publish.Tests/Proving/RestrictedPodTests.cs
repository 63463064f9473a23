using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>A build that itself runs in a pod of restricted-v2: an arbitrary user without privileges, and a kernel that makes no namespaces.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RestrictedPodTests
{
    // What CRI-O's profile refuses of a process without CAP_SYS_ADMIN, and nothing else; clone3 is not there, so that programs fall back on clone.
    private const string Profile = """
        {
          "defaultAction": "SCMP_ACT_ALLOW",
          "syscalls": [
            { "names": ["unshare", "setns", "mount", "umount2", "pivot_root", "open_tree", "move_mount", "fsopen"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1 },
            { "names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38 },
            { "names": ["clone"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "args": [{ "index": 0, "value": 268435456, "valueTwo": 268435456, "op": "SCMP_CMP_MASKED_EQ" }] },
            { "names": ["clone"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "args": [{ "index": 0, "value": 131072, "valueTwo": 131072, "op": "SCMP_CMP_MASKED_EQ" }] }
          ]
        }
        """;

    private static string Tool => Path.Combine(Infrastructure.Sandbox.RepositoryRoot, "src/OpenShift.NET.Sdk.Tool/bin/Release/net10.0");

    [TestMethod]
    public async Task The_tool_proves_in_place_by_itself()
    {
        Components.Require("podman", "runc", "setsid", "gcc");
        TestProject project = TestProject.Web(items: """
            <OpenShiftProbe Include="Readiness" Path="/healthz" />
            <OpenShiftSetting Include="Shop__Key" Secret="true" Required="true" />
            """);
        project.Write("Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            string key = app.Configuration["Shop:Key"]!;
            app.MapGet("/healthz", () => key.Length > 0 ? "ok" : "closed");
            app.Run();
            """);
        project.Publish("-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}").MustSucceed();
        string folder = Infrastructure.Sandbox.NewFolder("pod");
        string profile = Path.Combine(folder, "seccomp.json");
        File.WriteAllText(profile, Profile);
        string image = Path.Combine(folder, "image");
        await OciLayout.WriteAsync(TestImage.Create(), image, ["1"], CancellationToken.None);

        // The stages keep what they write for their own user.
        Command.Run("chmod", "-R", "a+rX", project.Intermediate).MustSucceed();
        string[] command =
        [
            "dotnet", "/tool/openshift-image.dll", "prove", "oci:/image", "--manifests", "/manifests", "--env", "Shop__Key", "--cache", "/tmp/cache", "--severity-threshold", "none", "--sarif", "/tmp/report.sarif",
        ];
        CommandResult result = Container.Podman(
        [
            .. InPod(profile), "--env", "Shop__Key=v4lue-of-the-pod", "--volume", $"{Path.Combine(project.Intermediate, "image")}:/image:ro",
            "--volume", $"{Path.Combine(project.Intermediate, "manifests")}:/manifests:ro", "--entrypoint", command[0], $"oci:{image}:1", .. command[1..],
        ]);
        result.MustSucceed().MustSay("Proved: started as 1000660000:0 in ").MustSay("ready on /healthz").MustSay("listens on 8080").MustSay("after SIGTERM with code 0").MustSay("(in place)").MustNotSay("v4lue-of-the-pod");
        result.MustNotSay(" OSC1631: ");
    }

    // What can be seen without the base image, a read-only root, a second instance and the project, and a part of each line that tells it; where a rule that reads finds the same, its message names
    // those over the run. The whole corpus would take minutes here, where all have the same port and run one after the other.
    private static readonly (string Name, string Says)[] s_inPlace =
    [
        ("CookieShop", "Proved: started as 1000660000:0 in "),
        ("PrintingApi", "ready on /readyz, listens on 8080"),
        ("NightlyReport", "came to its end"),
        ("SecureProbe", "listens on 8080 and 8443"),
        ("IgnoresSigterm", "OSC0409"),
        ("LogFile", "warning OSC1931: The container wrote the log file /tmp/shop.log"),
        ("Loopback", "listens on 127.0.0.1 only"),
        ("WrongProbePath", "OSC2031 and OSC2202 see it too"),
        ("Port80", "OSC2202 sees it too"),
        ("WritesToApp", "Access to the path '/app/state.json' is denied"),
    ];

    [TestMethod]
    public void Applications_of_the_corpus_are_found_in_place_to_do_what_they_do_in_the_sandbox()
    {
        Components.Require("podman", "runc", "setsid", "gcc");
        CorpusApplication[] applications = [.. s_inPlace.Select(static a => Corpus.Of(a.Name))];
        string folder = Infrastructure.Sandbox.NewFolder("pod");
        string profile = Path.Combine(folder, "seccomp.json");
        File.WriteAllText(profile, Profile);
        string[] volumes = [.. applications.SelectMany(static a => (string[])["--volume", $"{Path.Combine(a.Intermediate, "image")}:/corpus/{a.Name}/image:ro", "--volume", $"{a.Manifests}:/corpus/{a.Name}/manifests:ro"])];
        foreach (CorpusApplication application in applications)
        {
            Command.Run("chmod", ["-R", "a+rX", Path.Combine(application.Intermediate, "image"), application.Manifests]).MustSucceed();
        }

        string image = Path.Combine(folder, "image");
        OciLayout.WriteAsync(TestImage.Create(), image, ["1"], CancellationToken.None).GetAwaiter().GetResult();
        const string Script = "for a in /corpus/*; do n=${a##*/}; dotnet /tool/openshift-image.dll prove oci:$a/image --manifests $a/manifests --cache /tmp/cache --timeout 20 --severity-threshold none || echo \"$n: exit code $?\"; done";
        CommandResult result = Container.Podman([.. InPod(profile), .. volumes, "--entrypoint", "/bin/sh", $"oci:{image}:1", "-c", Script]);
        string[] lines = result.Text.Split('\n');
        foreach ((string name, string says) in s_inPlace)
        {
            Assert.IsTrue(lines.Any(l => l.Contains($"/corpus/{name}/image: ", StringComparison.Ordinal) && l.Contains(says, StringComparison.Ordinal)), $"{name}: {says}\n{result.Text}");
        }

        // What is clean elsewhere is clean here.
        foreach (CorpusApplication application in applications.Where(static a => a.Expected.IsEmpty))
        {
            Assert.IsFalse(lines.Any(l => l.Contains($"/corpus/{application.Name}/image: ", StringComparison.Ordinal) && Corpus.Rules.Any(r => l.Contains(r + ": ", StringComparison.Ordinal))), $"{application.Name}\n{result.Text}");
        }
    }

    private static string[] InPod(string profile) =>
    [
        "--runtime", "runc", "run", "--rm", "--rmi", "--network", "none", "--user", "1000660000:0", "--read-only", "--tmpfs", "/tmp:exec", "--cap-drop=ALL", "--security-opt=no-new-privileges",
        $"--security-opt=seccomp={profile}", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096", "--memory", "1g", "--env", "DOTNET_CLI_HOME=/tmp",
        "--env", "PATH=/usr/local/bin:/usr/bin:/usr/sbin:/usr/share/dotnet", "--volume", "/usr:/usr:ro", "--volume", $"{Tool}:/tool:ro",
    ];
}
