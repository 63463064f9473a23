using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>An application that runs what others supply, built and run as OpenShift does.</summary>
[TestClass]
[DoNotParallelize]
public class ApplicationHostTests
{
    private const string Program = """
        var app = WebApplication.CreateBuilder(args).Build();
        string folder = app.Configuration["S2I_SOURCES"] ?? "";
        app.MapGet("/rules", () => string.Join(',', Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)));
        app.MapGet("/process", () => Environment.ProcessId + " " + string.Join(' ', args));
        app.MapGet("/healthz", () => "ok");
        app.Run();
        """;

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    [DataRow("busybox")]
    public void It_finds_the_sources_and_hears_SIGTERM_whichever_shell_the_base_has(string shell)
    {
        Components.Require("podman", "runc", "buildah", "skopeo");

        // One of them puts sources elsewhere.
        string folder = shell == "bash" ? "/srv/rules" : "/opt/app-root/src";
        string declared = shell == "bash" ? $"<OpenShiftSourceFolder>{folder}</OpenShiftSourceFolder>" : "";
        TestProject project = TestProject.Web("<OpenShiftSourceToImage>true</OpenShiftSourceToImage>" + declared, "<OpenShiftSetting Include=\"S2I_SOURCES\" Description=\"Folder of the rules\" />", "Rules");
        project.Write("Program.cs", Program);

        // The default can be called from what extends it.
        project.Write("s2i/assemble", $"#!/bin/sh\nset -e\n/usr/libexec/s2i/default/assemble\necho more > {folder}/made-by-the-project\n");
        string layout = Path.Combine(Sandbox.NewFolder("s2i-builder"), "layout");
        CommandResult published = project.Publish($"-p:OpenShiftBaseImageArchive={BuilderBase.WithShell(shell)}", $"-p:ContainerArchiveOutputPath={layout}", "-p:OpenShiftArchiveFormat=OciLayout", "-p:OpenShiftProfile=strict").MustSucceed();
        published.MustSay("OpenShift: 0 errors, 0 warnings");
        string builder = $"oci:{layout}:1.4.2";
        Assert.Contains("kind: BuildConfig", File.ReadAllText(Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests/build.yaml")));

        string sources = Sandbox.NewFolder("rules");
        Directory.CreateDirectory(Path.Combine(sources, "vat"));
        Directory.CreateDirectory(Path.Combine(sources, ".git"));
        File.WriteAllText(Path.Combine(sources, "discount.rule"), "10 %");
        File.WriteAllText(Path.Combine(sources, "vat", "de.rule"), "19 %");
        File.WriteAllText(Path.Combine(sources, ".git", "config"), "secret");
        string image = $"localhost/osc-test/{Guid.NewGuid().ToString("n")[..8]}:1";
        try
        {
            var build = new SourceBuild(builder);
            Assert.AreEqual("1001", build.Labels["io.openshift.s2i.assemble-user"]);
            build.Run(sources, image).MustSucceed();
            using (Container container = Container.Start(image, readOnly: true))
            {
                Assert.AreEqual("discount.rule,made-by-the-project,vat/de.rule", container.Get("/rules"));
                Assert.AreEqual("1 ", container.Get("/process"));
                (TimeSpan time, int code) = container.End("/rules");
                Assert.AreEqual(0, code, container.Logs());
                Assert.IsLessThan(TimeSpan.FromSeconds(1), time);
            }

            // As a pod of that project would own them.
            CommandResult modes = Container.Podman("--runtime", "runc", "run", "--rm", "--network", "host", "--user", "1000660000:0", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", image, "ls", "-ln", folder).MustSucceed();
            Assert.MatchesRegex(@"-rw-rw-r-- +1 +1001 +0 +.* discount\.rule", modes.Output);
            Assert.MatchesRegex(@"drwxrwxr-x +\d+ +1001 +0 +.* vat", modes.Output);

            new SourceBuild(builder).Run(Sandbox.NewFolder("empty"), image + "-empty").MustFail().MustSay("error: There are no sources in /tmp/src");
            Assert.AreNotEqual(0, Container.Podman("image", "exists", image + "-empty").ExitCode);

            // Without sources it runs as before, with its arguments.
            Command.Run("skopeo", "copy", builder, "containers-storage:" + image + "-builder").MustSucceed();
            using Container alone = Container.Start(image + "-builder", readOnly: true);
            Assert.AreEqual("", alone.Get("/rules"));
            Container.Podman("--runtime", "runc", "run", "--rm", "--network", "host", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", image + "-builder", "/usr/libexec/s2i/usage").MustSucceed().MustSay("Rules is an image for source-to-image");
        }
        finally
        {
            Container.Podman("rmi", "--force", image, image + "-builder");
            SourceBuild.Forget(builder);
        }
    }
}
