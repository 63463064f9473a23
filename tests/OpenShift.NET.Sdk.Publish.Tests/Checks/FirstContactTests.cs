using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Checks;

/// <summary>Somebody adds the package to an application that is well, in a repository where warnings are errors.</summary>
[TestClass]
public class FirstContactTests
{
    private const string Strict = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

    private const string WebApi = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.UseHttpsRedirection();
        string[] summaries = ["Freezing", "Mild", "Hot"];
        app.MapGet("/weatherforecast", () => Enumerable.Range(1, 5).Select(index => new WeatherForecast(DateOnly.FromDateTime(DateTime.Now.AddDays(index)), summaries[index % 3])).ToArray());
        app.Run();

        record WeatherForecast(DateOnly Date, string? Summary);
        """;

    private const string Mvc = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllersWithViews();
        var app = builder.Build();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/Home/Error");
            app.UseHsts();
        }

        app.UseHttpsRedirection();
        app.UseRouting();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapControllerRoute(name: "default", pattern: "{controller=Home}/{action=Index}/{id?}");
        app.Run();
        """;

    private const string Worker = """
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddHostedService<Worker>();
        builder.Build().Run();

        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    logger.LogInformation("Worker running at: {Time}", DateTimeOffset.Now);
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        """;

    private const string Settings = """
        {
          "Logging": {
            "LogLevel": {
              "Default": "Information"
            }
          },
          "AllowedHosts": "*"
        }
        """;

    [TestMethod]
    public void A_web_API_of_the_template_is_delivered_in_three_lines()
    {
        TestProject project = TestProject.Create("WebApi", "Microsoft.NET.Sdk.Web", Strict, "", WebApi);
        project.Write("appsettings.json", Settings);
        project.Write("appsettings.Development.json", Settings);
        string[] destination = Destination(project);

        CommandResult result = project.Publish(["-tl:off", .. destination]).MustSucceed();
        string[] lines = Ours(result, project);

        Assert.HasCount(3, lines, result.Text);
        Assert.MatchesRegex(@"^OpenShift: 0 errors, 0 warnings, 5 messages, \d+ rules passed, \d+ not applicable, \d+ off \(obj/Release/net10\.0/openshift/report\.html\)$", lines[0]);
        Assert.AreEqual("OpenShift: manifests in bin/Release/net10.0/publish/manifests/ (template.yaml, kubernetes/, SETTINGS.md)", lines[1]);
        Assert.MatchesRegex(@"^WebApi -> Wrote webapi:1\.0\.0, webapi:1\.0, webapi:1 to out/image\.tar \([\d.]+ MiB\), sha256:[0-9a-f]{64}$", lines[2]);

        // What they do not say, the report and a detailed log do.
        string report = File.ReadAllText(Path.Combine(project.Intermediate, "report.html"));
        CommandResult detailed = project.Publish(["-tl:off", "-v:d", "--no-build", .. destination]).MustSucceed();
        foreach (string code in (string[])["OSC0015", "OSC0053", "OSC0201", "OSC1701", "OSC2001"])
        {
            Assert.Contains(code, report);
            detailed.MustSay($"message {code}: ");
        }

        Assert.DoesNotContain("probes only open", report, "OSC2001 says it.");
        project.Publish(["-tl:on", "--no-build", .. destination]).MustSucceed().MustSay("image.tar already holds webapi:1.0.0").MustNotSay("OSC");
    }

    [TestMethod]
    [DataRow("Microsoft.NET.Sdk.Web", Mvc, "")]
    [DataRow("Microsoft.NET.Sdk", "Console.WriteLine(\"Hello, World!\");", "<OutputType>Exe</OutputType>")]
    [DataRow("Microsoft.NET.Sdk.Worker", Worker, "<UserSecretsId>dotnet-worker-1</UserSecretsId>")]
    public void Other_templates_are_too(string sdk, string program, string properties)
    {
        string items = sdk.EndsWith("Worker", StringComparison.Ordinal) ? $"<PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"{Environment.Version.ToString(2)}.*\" />" : "";
        TestProject project = TestProject.Create("Shop", sdk, Strict + properties, items, program);
        if (sdk != "Microsoft.NET.Sdk")
        {
            project.Write("appsettings.json", Settings);
        }

        CommandResult result = project.Publish(["-tl:off", .. Destination(project)]).MustSucceed();

        Assert.HasCount(3, Ours(result, project), result.Text);
    }

    [TestMethod]
    public void What_goes_wrong_on_OpenShift_still_stops_it_at_the_line()
    {
        TestProject project = TestProject.Create("WebApi", "Microsoft.NET.Sdk.Web", Strict + "<ContainerImageName>legacy</ContainerImageName><NoWarn>CONTAINER003</NoWarn>", "", WebApi);
        project.Write("appsettings.json", """
            {
              "Kestrel": {
                "Endpoints": {
                  "Http": { "Url": "http://localhost:5000" }
                }
              }
            }
            """);
        string[] destination = Destination(project);

        project.Publish(["-tl:off", .. destination]).MustFail().MustSay(Path.Combine(project.Folder, "appsettings.json") + "(4,17): error OSC0703: ").MustNotSay("OSC0701: ").MustNotSay("OSC0057: ");
        project.Write("appsettings.json", "{}");
        project.Publish(["-tl:off", "-p:ContainerRepository=shop/api", .. destination]).MustFail().MustSay("error OSC0057: ContainerRepository on the command line has no effect: ContainerImageName ");
        project.Publish(["-tl:off", "-p:ContainerRepository=shop/api", "-p:ContainerImageName=", .. destination]).MustSucceed().MustSay("Wrote shop/api:1.0.0");
    }

    private static string[] Destination(TestProject project) =>
        ["-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={project.Folder}/out/image.tar"];

    // A line of ours is one with a code of ours or the product's name, or one that tells where the image went.
    private static string[] Ours(CommandResult result, TestProject project) =>
        [.. result.Output.Split('\n').Select(static l => l.Trim()).Where(static l => l.Contains("OSC", StringComparison.Ordinal) || l.StartsWith("OpenShift:", StringComparison.Ordinal) || l.Contains("Wrote ", StringComparison.Ordinal)).Select(l => l.Replace(project.Folder + "/", "", StringComparison.Ordinal))];
}
