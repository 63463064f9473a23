using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Runs;

/// <summary>Published images run under the container line of OpenShift's restricted-v2.</summary>
[TestClass]
[DoNotParallelize]
public class ContainerRunTests
{
    private const string Embedded = "-p:OpenShiftEmbeddedBase=Always";

    [TestMethod]
    public void A_web_application_runs_as_an_arbitrary_user_and_writes_only_where_it_says()
    {
        Components.Require("podman", "runc");
        string repository = "osc-test/" + Guid.NewGuid().ToString("n")[..8];
        TestProject project = TestProject.Web("", "<OpenShiftWritablePath Include=\"/app/data\" />");
        project.Write("Program.cs", TestProject.WebProgram.Replace(
            "app.Run();",
            """
            app.MapGet("/memory", () => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString());
            app.MapGet("/tmp", () => string.Join(' ', Directory.GetFileSystemEntries("/tmp")));
            app.MapGet("/status", () => File.ReadAllText("/proc/self/status"));
            app.Run();
            """,
            StringComparison.Ordinal));
        project.Publish(Embedded, "-p:LocalRegistry=Podman", $"-p:ContainerRepository={repository}").MustSucceed().MustSay("into podman");
        string image = $"localhost/{repository}:1.4.2";
        try
        {
            foreach (string tag in (string[])["1.4.2", "1.4", "1"])
            {
                Container.Podman("image", "exists", $"localhost/{repository}:{tag}").MustSucceed();
            }

            using (JsonDocument config = JsonDocument.Parse(Container.Podman("image", "inspect", "--format", "{{json .Config}}", image).MustSucceed().Output))
            {
                Assert.AreEqual("8080/tcp", config.RootElement.GetProperty("ExposedPorts").EnumerateObject().Single().Name);
                string[] environment = [.. config.RootElement.GetProperty("Env").EnumerateArray().Select(e => e.GetString()!)];
                Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", environment);
                Assert.Contains("HOME=/tmp", environment);
                Assert.AreEqual("/app/data", config.RootElement.GetProperty("Volumes").EnumerateObject().Single().Name);
            }

            // An emptyDir of OpenShift is writable for group 0, as the volume podman makes from the folder of the image is.
            using (Container container = Container.Start(image, readOnly: true))
            {
                Assert.AreEqual("ok", container.Get("/healthz"));
                Assert.AreEqual("", container.Get("/tmp"), "the runtime leaves neither sockets nor pipes");
                string status = container.Get("/status");
                Assert.Contains("Uid:\t1000660000\t1000660000\t1000660000\t1000660000", status);
                Assert.Contains("Gid:\t0\t0\t0\t0", status);
                Assert.Contains("CapEff:\t0000000000000000", status);
                Assert.Contains("CapBnd:\t0000000000000000", status);
                Assert.Contains("NoNewPrivs:\t1", status);
                Assert.AreEqual("written", container.Get("/write?path=/app/data/x"));
                Assert.AreEqual("written", container.Get("/write?path=/tmp/x"));
                foreach (string path in (string[])["/app/x", "/app/WebApi.dll", "/etc/x", "/etc/passwd", "/x"])
                {
                    Assert.AreEqual("refused", container.Get("/write?path=" + path), path);
                }

                Assert.AreEqual("/tmp", container.Get("/env?name=HOME"));
                long memory = long.Parse(container.Get("/memory"), System.Globalization.CultureInfo.InvariantCulture);
                Assert.IsLessThanOrEqualTo(128L << 20, memory);
                AssertStops(container);
            }

            // Without a volume and with a writable root only the modes of the image decide.
            using (Container container = Container.Start(image, readOnly: false, "--image-volume", "ignore"))
            {
                Assert.AreEqual("written", container.Get("/write?path=/app/data/x"));
                foreach (string path in (string[])["/app/x", "/app/WebApi.dll", "/etc/x", "/etc/passwd", "/x"])
                {
                    Assert.AreEqual("refused", container.Get("/write?path=" + path), path);
                }

                AssertStops(container);
            }
        }
        finally
        {
            Container.Podman("rmi", "--force", image, $"localhost/{repository}:1.4", $"localhost/{repository}:1");
        }
    }

    [TestMethod]
    public void A_worker_runs_as_an_arbitrary_user_and_exposes_nothing()
    {
        Components.Require("podman", "runc");
        string repository = "osc-test/" + Guid.NewGuid().ToString("n")[..8];
        TestProject project = TestProject.Create(
            "Worker",
            "Microsoft.NET.Sdk.Worker",
            "<Version>0.3.0</Version>",
            "<PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"10.0.0\" />",
            """
            HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Clock>();
            builder.Build().Run();

            sealed class Clock : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    Console.WriteLine("working as " + File.ReadAllLines("/proc/self/status").First(l => l.StartsWith("Uid:")).Split('\t')[1]);
                    await Task.Delay(-1, stop);
                }
            }
            """);
        project.Publish(Embedded, "-p:LocalRegistry=Podman", $"-p:ContainerRepository={repository}").MustSucceed();
        string image = $"localhost/{repository}:0.3.0";
        try
        {
            string config = Container.Podman("image", "inspect", "--format", "{{json .Config}}", image).MustSucceed().Output;
            Assert.DoesNotContain("ExposedPorts", config);
            using Container container = Container.Start(image, readOnly: true);
            container.WaitForLog("working as 1000660000");
            AssertStops(container);
        }
        finally
        {
            Container.Podman("rmi", "--force", image, $"localhost/{repository}:0.3", $"localhost/{repository}:0");
        }
    }

    private static void AssertStops(Container container)
    {
        (TimeSpan time, int exitCode) = container.Stop();
        Assert.IsLessThan(TimeSpan.FromSeconds(5), time);
        Assert.AreEqual(0, exitCode, container.Logs());
    }
}
