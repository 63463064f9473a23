using System.Net;
using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Runs;

/// <summary>What the check says of the start is what happens under a container runtime, and the remedies end it.</summary>
[TestClass]
[DoNotParallelize]
public class StartTests
{
    private const string Embedded = "-p:OpenShiftEmbeddedBase=Always";

    private const string Program = """
        using System.Globalization;
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/price", () => 1234.5.ToString("C", CultureInfo.GetCultureInfo("de-DE")));
        app.MapGet("/healthz", () => "ok");
        app.Run();
        """;

    [TestMethod]
    public void A_working_directory_without_a_slash_at_its_end_is_joined_as_a_path()
    {
        Components.Require("podman", "runc");
        string repository = NewName();
        TestProject project = Shop("<ContainerWorkingDirectory>/opt/shop</ContainerWorkingDirectory>");
        try
        {
            project.Publish(Embedded, "-p:LocalRegistry=Podman", $"-p:ContainerRepository={repository}").MustSucceed();
            using JsonDocument config = JsonDocument.Parse(Container.Podman("image", "inspect", "--format", "{{json .Config.Entrypoint}}", Image(repository)).MustSucceed().Output);
            Assert.AreEqual("dotnet /opt/shop/Shop.dll", string.Join(' ', config.RootElement.EnumerateArray().Select(e => e.GetString())));
            using Container container = Container.Start(Image(repository), readOnly: true);
            Assert.AreEqual("ok", container.Get("/healthz"));

            project.Publish(Embedded, "-p:ContainerWorkingDirectory=opt/shop").MustFail().MustSay("OSC0023").MustSay("not an absolute folder");
        }
        finally
        {
            Container.Podman("rmi", "--force", Image(repository));
        }
    }

    [TestMethod]
    [DataRow("dotnet;/app/Orders.dll")]
    [DataRow("dotnet;Orders.dll")]
    public void An_assembly_that_is_not_in_the_image_stops_the_publish(string command)
    {
        TestProject project = Shop("", $"<ContainerAppCommand Include=\"{command}\" />");

        CommandResult result = project.Publish(Embedded, $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "shop.tar")}").MustFail();

        result.MustSay("error OSC0407: Image configuration Entrypoint starts 'dotnet Orders.dll', and /app/Orders.dll is not in the image. The image has /app/Shop.dll");
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "shop.tar")));
    }

    [TestMethod]
    public void Without_ICU_an_application_dies_and_both_ways_out_start_it()
    {
        Components.Require("podman", "runc", "buildah");
        string repository = NewName();
        TestProject project = Shop();
        string[] destination = ["-p:LocalRegistry=Podman", $"-p:ContainerRepository={repository}"];
        string layout = WithoutIcu();
        try
        {
            CommandResult stopped = project.Publish([$"-p:OpenShiftBaseImageArchive={layout}", .. destination]).MustFail();
            stopped.MustSay("error OSC0111: ").MustSay("has no libicui18n.so.NN and libicuuc.so.NN").MustSay("InvariantGlobalization");

            // What was stopped would have died.
            project.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.OSC0111.severity = none\n");
            project.Publish([$"-p:OpenShiftBaseImageArchive={layout}", .. destination]).MustSucceed();
            CommandResult died = Container.Podman("--runtime", "runc", "run", "--rm", "--network", "host", "--user", "1000660000:0", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", Image(repository));
            Assert.AreNotEqual(0, died.ExitCode);
            died.MustSay("Couldn't find a valid ICU package");
            File.Delete(Path.Combine(project.Folder, ".editorconfig"));

            // One remedy: no cultures, which the code is told about.
            CommandResult invariant = project.Publish([$"-p:OpenShiftBaseImageArchive={layout}", "-p:InvariantGlobalization=true", .. destination]).MustSucceed();
            invariant.MustNotSay("OSC0111").MustSay("Program.cs(4,").MustSay("OSC1608: Program.cs:4 GetCultureInfo asks for the culture 'de-DE'");
            using (Container container = Container.Start(Image(repository), readOnly: true))
            {
                Assert.AreEqual("ok", container.Get("/healthz"));
                using var client = new HttpClient();
                Assert.AreEqual(HttpStatusCode.InternalServerError, client.GetAsync(new Uri($"http://127.0.0.1:{container.Port}/price")).GetAwaiter().GetResult().StatusCode);
            }

            // The other one: a base image with ICU.
            project.Publish([Embedded, .. destination]).MustSucceed().MustNotSay("OSC0111").MustNotSay("OSC1608");
            using Container whole = Container.Start(Image(repository), readOnly: true);
            Assert.AreEqual("1.234,50 €", whole.Get("/price").Replace('\u00A0', ' '));
        }
        finally
        {
            Container.Podman("rmi", "--force", Image(repository));
        }
    }

    private static TestProject Shop(string properties = "", string items = "")
    {
        TestProject project = TestProject.Web(properties, items, "Shop");
        project.Write("Program.cs", Program);
        return project;
    }

    private static string NewName() => "osc-test/" + Guid.NewGuid().ToString("n")[..8];

    private static string Image(string repository) => $"localhost/{repository}:1.4.2";

    // The usual base, its ICU libraries deleted by one more layer.
    private static string WithoutIcu()
    {
        string folder = Path.Combine(Sandbox.NewFolder("no-icu"), "layout");
        string container = Command.Run("buildah", "from", $"oci:{EmbeddedLayout.Folder}:10.0").MustSucceed().Output.Trim();
        try
        {
            string root = Command.Run("buildah", "mount", container).MustSucceed().Output.Trim();
            string[] libraries = [.. Directory.EnumerateFiles(root, "libicu*", SearchOption.AllDirectories)];
            Assert.IsNotEmpty(libraries);
            foreach (string library in libraries)
            {
                File.Delete(library);
            }

            Command.Run("buildah", "umount", container).MustSucceed();
            Command.Run("buildah", "commit", "--quiet", container, $"oci:{folder}:10.0").MustSucceed();
            return folder;
        }
        finally
        {
            Command.Run("buildah", "rm", container);
        }
    }
}
