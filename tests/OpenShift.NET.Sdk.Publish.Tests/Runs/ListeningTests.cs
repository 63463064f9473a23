using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Runs;

/// <summary>A host that knows no <c>ASPNETCORE_HTTP_PORTS</c>, with health endpoints behind a setting: what is published listens and is probed as the pod's settings have it.</summary>
[TestClass]
[DoNotParallelize]
public class ListeningTests
{
    private const string Program = """
        using Microsoft.AspNetCore;

        WebHost.CreateDefaultBuilder(args).UseStartup<Startup>().Build().Run();

        public sealed class Startup(IConfiguration configuration)
        {
            public void ConfigureServices(IServiceCollection services) => services.AddHealthChecks();

            public void Configure(IApplicationBuilder app)
            {
                if (configuration.GetValue("Health:Enabled", false))
                {
                    app.UseHealthChecks("/healthz");
                }

                app.Run(context => context.Response.WriteAsync("ok"));
            }
        }
        """;

    [TestMethod]
    public void An_old_host_listens_where_the_image_says_and_is_probed_as_its_settings_have_it()
    {
        Components.Require("podman", "runc");
        int port = RegistryServer.FreePort();
        string repository = "osc-test/old-" + Guid.NewGuid().ToString("n")[..8];
        TestProject project = TestProject.Web("<NoWarn>$(NoWarn);ASPDEPR008</NoWarn>", $"<ContainerPort Include=\"{port}\" />");
        project.Write("Program.cs", Program);
        project.Write("appsettings.json", """{ "Health": { "Enabled": false } }""");
        string[] options = ["-p:OpenShiftEmbeddedBase=Always", "-p:LocalRegistry=Podman", $"-p:ContainerRepository={repository}"];
        project.Publish([.. options, "-v:d"]).MustSucceed().MustSay("only when Health:Enabled is true, and in the pod it is false");
        string deployment = Path.Combine(project.Intermediate, "manifests/kubernetes/deployment.yaml");
        Assert.Contains("tcpSocket", File.ReadAllText(deployment));
        Assert.DoesNotContain("/healthz\n", File.ReadAllText(deployment));

        // The user's own manifest switches it on.
        project.Write(
            "openshift/deployment.yaml",
            $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{repository.Split('/')[1]}} }
            spec: { template: { spec: { containers: [ { name: {{repository.Split('/')[1]}}, env: [ { name: Health__Enabled, value: "true" } ] } ] } } }
            """);
        project.Publish(options).MustSucceed();
        string image = $"localhost/{repository}:1.4.2";
        try
        {
            Assert.Contains("path: /healthz", File.ReadAllText(deployment));
            using (JsonDocument config = JsonDocument.Parse(Container.Podman("image", "inspect", "--format", "{{json .Config}}", image).MustSucceed().Output))
            {
                string[] environment = [.. config.RootElement.GetProperty("Env").EnumerateArray().Select(e => e.GetString()!)];
                Assert.Contains($"ASPNETCORE_URLS=http://*:{port}", environment);
                Assert.IsFalse(environment.Any(static e => e.StartsWith("ASPNETCORE_HTTP_PORTS", StringComparison.Ordinal)));
            }

            using Container container = Container.Start(image, readOnly: true, "--env", "Health__Enabled=true");
            container.WaitForLog($":{port}");
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            Assert.AreEqual("Healthy", client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/healthz")).GetAwaiter().GetResult());
        }
        finally
        {
            Container.Podman("rmi", "--force", image, $"localhost/{repository}:1.4", $"localhost/{repository}:1");
        }
    }
}
