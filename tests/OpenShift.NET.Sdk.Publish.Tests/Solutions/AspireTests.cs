using System.Text.Json;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Solutions;

/// <summary>
/// A solution as Aspire's starter template lays it out: a host that starts the others, service defaults, a service, and a front end that finds it by name. The host says what
/// <c>Aspire.AppHost.Sdk</c> says in its props and targets (<c>IsAspireHost</c>, <c>IsPublishable</c>, references that are resources): its packages bring 300 MB of programs along.
/// </summary>
[TestClass]
public sealed class AspireTests
{
    [TestMethod]
    public void The_services_of_an_application_host_become_images_and_the_host_and_the_defaults_do_not()
    {
        using var registry = RegistryServer.Start();
        TestProject shop = Shop();
        string[] common = ["-nologo", "-tl:off", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}"];
        CommandResult all = shop.Dotnet(null, ["publish", "Shop.slnx", "-t:PublishContainer", .. common]).MustSucceed().MustSay("dirs -> Shop.slnx: 3 images, ").MustNotSay("warning OSC");
        foreach (string service in (string[])["catalog", "mailer", "web"])
        {
            CollectionAssert.AreEqual((string[])["1", "1.0", "1.0.0"], registry.Tags(service).ToArray(), all.Text);
        }

        Assert.IsFalse(registry.HasRepository("shop-apphost") || registry.HasRepository("servicedefaults"), all.Text);
        Assert.ContainsSingle(Told(all), all.Text);

        // What both have of the defaults is told once.
        string[] healths = [.. Regex.Matches(all.Output, @"(?m)^.*message OSC2001: .*$").Select(static m => m.Value)];
        Assert.ContainsSingle(healths, all.Text);
        Assert.Contains("ServiceDefaults/Extensions.cs(", healths[0]);
        Assert.Contains("(in Catalog, Web)", healths[0]);

        // By its name a Service is found where service discovery looks for it, without a port of its own.
        string template = File.ReadAllText(Path.Combine(shop.Folder, "bin/manifests/Shop/template.yaml"));
        Assert.MatchesRegex(@"(?s)name: \w*services__catalog__http__0\b.{0,400}?http://catalog\b", template);
        Assert.MatchesRegex(@"name: \w*ConnectionStrings__cache\b", template);

        // A worker has no application that the defaults could map endpoints for: no port, so nothing that leads to one or asks it.
        string mailer = File.ReadAllText(Path.Combine(shop.Folder, "Mailer/bin/Release/net10.0/publish/manifests/template.yaml"));
        Assert.DoesNotMatchRegex("kind: (Service|Route)\\b|Probe:|containerPort", mailer);
        Assert.Contains("ConnectionStrings__messaging", mailer);

        foreach (string service in (string[])["Catalog", "Web"])
        {
            using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(shop.Folder, service, "obj/Release/net10.0/openshift/report.sarif")));
            string[] health = [.. report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static r => r.GetRawText()).Where(static r => r.Contains("\"OSC2001\"", StringComparison.Ordinal))];
            Assert.ContainsSingle(health, service);
            Assert.Contains("ServiceDefaults/Extensions.cs", health[0]);
            Assert.Contains("Map it in every environment", health[0]);
        }

        // Asked for alone it says where its services' images come from, although the project says that it can be published.
        CommandResult alone = shop.Dotnet(null, ["publish", "Shop.AppHost/Shop.AppHost.csproj", "-t:PublishContainer", "-p:IsPublishable=true", .. common]).MustSucceed();
        Assert.EndsWith("so no image is made of it. Publish the solution, or the services that it starts: Catalog, Web, Mailer.", Told(alone).Single());
        Assert.IsFalse(registry.HasRepository("shop-apphost"), alone.Text);
    }

    private static string[] Told(CommandResult result) =>
        [.. Regex.Matches(result.Output, @"(?m)^.*message OSC0068: (.*?)(?: \[.*)?\r?$").Select(static m => m.Groups[1].Value)];

    private static TestProject Shop()
    {
        TestProject shop = TestProject.Solution("Shop", $"<Project><PropertyGroup><Version>1.0.0</Version></PropertyGroup><ItemGroup><PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" /></ItemGroup></Project>");
        shop.Write("ServiceDefaults/ServiceDefaults.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><IsAspireSharedProject>true</IsAspireSharedProject></PropertyGroup><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /><PackageReference Include=\"Microsoft.Extensions.ServiceDiscovery\" Version=\"10.0.0\" /></ItemGroup></Project>");
        shop.Write("ServiceDefaults/Extensions.cs", """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Diagnostics.HealthChecks;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Diagnostics.HealthChecks;
            using Microsoft.Extensions.Hosting;

            namespace Microsoft.Extensions.Hosting
            {
                public static class Extensions
                {
                    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
                    {
                        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
                        builder.Services.AddServiceDiscovery();
                        return builder;
                    }

                    public static WebApplication MapDefaultEndpoints(this WebApplication app)
                    {
                        if (app.Environment.IsDevelopment())
                        {
                            app.MapHealthChecks("/health");
                            app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = r => r.Tags.Contains("live") });
                        }

                        return app;
                    }
                }
            }
            """);
        string Service(string more = "") => $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><ProjectReference Include=\"../ServiceDefaults/ServiceDefaults.csproj\" />{more}</ItemGroup></Project>";
        shop.Write("Catalog/Catalog.csproj", Service());
        shop.Write("Catalog/Program.cs", "var builder = WebApplication.CreateBuilder(args); builder.AddServiceDefaults(); var app = builder.Build(); app.MapDefaultEndpoints(); app.MapGet(\"/\", () => \"books\"); app.Run();");
        shop.Write("Web/Web.csproj", Service("<PackageReference Include=\"Aspire.StackExchange.Redis\" Version=\"13.6.5\" />"));
        shop.Write("Web/Program.cs", """
            var builder = WebApplication.CreateBuilder(args);
            builder.AddServiceDefaults();
            builder.AddRedisClient("cache");
            builder.Services.AddHttpClient("catalog", client => client.BaseAddress = new("https+http://catalog"));
            var app = builder.Build();
            app.MapDefaultEndpoints();
            app.MapGet("/", (IHttpClientFactory clients) => clients.CreateClient("catalog").GetStringAsync("/"));
            app.Run();
            """);
        shop.Write("Mailer/Mailer.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Worker\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><ProjectReference Include=\"../ServiceDefaults/ServiceDefaults.csproj\" /><PackageReference Include=\"Aspire.RabbitMQ.Client\" Version=\"13.6.5\" /></ItemGroup></Project>");
        shop.Write("Mailer/Program.cs", """
            var builder = Host.CreateApplicationBuilder(args);
            builder.AddServiceDefaults();
            builder.AddRabbitMQClient("messaging");
            builder.Services.AddHostedService<Mails>();
            builder.Build().Run();

            class Mails(RabbitMQ.Client.IConnection connection) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stopping) => connection.CreateChannelAsync(cancellationToken: stopping);
            }
            """);
        const string Resource = "IsAspireProjectResource=\"true\" ReferenceOutputAssembly=\"false\" SkipGetTargetFrameworkProperties=\"true\" ExcludeAssets=\"all\" Private=\"false\"";
        shop.Write("Shop.AppHost/Shop.AppHost.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <IsAspireHost>true</IsAspireHost>
                <AspireHostingSDKVersion>13.6.4</AspireHostingSDKVersion>
                <IsPublishable Condition="'$(IsPublishable)' == ''">false</IsPublishable>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Catalog/Catalog.csproj" {Resource} />
                <ProjectReference Include="../Web/Web.csproj" {Resource} />
                <ProjectReference Include="../Mailer/Mailer.csproj" {Resource} />
              </ItemGroup>
            </Project>
            """);
        shop.Write("Shop.AppHost/Program.cs", "System.Console.WriteLine(\"starts catalog and web\");");
        shop.Write("Shop.slnx", $"<Solution>{string.Concat(((string[])["Catalog", "Mailer", "ServiceDefaults", "Shop.AppHost", "Web"]).Select(static p => $"<Project Path=\"{p}/{p}.csproj\" />"))}</Solution>");
        return shop;
    }
}
