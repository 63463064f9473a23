using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Runs;

/// <summary>What the start-up guard says in a container, in every language and every way it is published.</summary>
[TestClass]
[DoNotParallelize]
public class GuardTests
{
    private const string Embedded = "-p:OpenShiftEmbeddedBase=Always";

    private const string Items = """
        <OpenShiftSetting Include="Payment__Url" Required="true" Type="Url" Description="Address of the payment service" />
        <OpenShiftRequiredPath Include="/tmp/rates.csv" Description="Exchange rates" />
        <OpenShiftTemplate Include="templates/proxy.json" RenderTo="/tmp/proxy/proxy.json" />
        """;

    // Of a folder that several projects share.
    private const string Linked = """<OpenShiftTemplate Include="../guard-templates/limits.xml" Link="templates/limits.xml" RenderTo="/tmp/proxy/limits.xml" />""";

    private const string Web = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/proxy", () => File.ReadAllText("/tmp/proxy/proxy.json"));
        app.MapGet("/limits", () => $"{File.GetUnixFileMode("/tmp/proxy/limits.xml")} {File.ReadAllText("/tmp/proxy/limits.xml")} {Directory.GetFiles("/tmp/proxy").Length}");
        app.MapGet("/url", (IConfiguration configuration) => configuration["Payment:Url"]);
        app.Run();
        """;

    // What is trimmed, or compiled ahead of time, and asks the finished configuration.
    private const string SlimWeb = """
        var builder = WebApplication.CreateSlimBuilder(args);
        var app = builder.Build();
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/url", (IConfiguration configuration) => configuration["Payment:Url"]);
        app.MapGet("/admin", (IConfiguration configuration) => configuration["Admin:Password"] is null ? "open" : "closed");
        app.Run();
        """;

    private const string Console = """
        System.Console.WriteLine("started " + File.ReadAllText("/tmp/proxy/proxy.json"));
        """;

    private const string FSharp = """
        module Program
        [<EntryPoint>]
        let main _ =
            System.Console.WriteLine("started " + System.IO.File.ReadAllText "/tmp/proxy/proxy.json")
            0
        """;

    private const string VisualBasic = """
        Module Program
            Sub Main()
                System.Console.WriteLine("started " & System.IO.File.ReadAllText("/tmp/proxy/proxy.json"))
            End Sub
        End Module
        """;

    private const string FSharpWeb = """
        module Program
        open System
        open Microsoft.AspNetCore.Builder
        open Microsoft.Extensions.Configuration
        [<EntryPoint>]
        let main args =
            let builder = WebApplication.CreateBuilder(args)
            let app = builder.Build()
            app.MapGet("/healthz", Func<string>(fun () -> "ok")) |> ignore
            app.MapGet("/url", Func<IConfiguration, string>(fun configuration -> configuration["Payment:Url"])) |> ignore
            app.MapGet("/fault", Func<string>(fun () -> try failwith "fault" with e -> e.StackTrace)) |> ignore
            app.Run()
            0
        """;

    private const string Worker = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddHostedService<Import>();
        builder.Build().Run();

        internal sealed class Import(Microsoft.Extensions.Configuration.IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stopping)
            {
                System.Console.WriteLine("imports from " + configuration["Payment:Url"] + " with " + File.ReadAllText("/tmp/proxy/proxy.json"));
                lifetime.StopApplication();
                return Task.CompletedTask;
            }
        }
        """;

    private const string Missing = """
        OpenShift: Required file /tmp/rates.csv is not there: Exchange rates. Mount a volume, ConfigMap or Secret with it.
        OpenShift: Required setting UPSTREAM is missing: the template /app/templates/proxy.json uses it.
        """;

    [TestMethod]
    public void A_web_application_says_all_that_is_missing_and_starts_with_it()
    {
        using var image = GuardedImage.Publish("Guarded", "Microsoft.NET.Sdk.Web", Web, Items + Linked);
        CommandResult first = image.Run().MustExit(78);
        string[] missing = Missing.Split('\n');
        Assert.AreEqual($"{missing[0]}\n{missing[1].Replace("proxy.json", "limits.xml", StringComparison.Ordinal)}\n{missing[1]}\nOpenShift: Set what is missing: oc set env deployment/guarded UPSTREAM=… (a secret: --from=secret/NAME)", first.Text.Trim());

        // A setting counts from wherever the configuration has it, and only then.
        string secret = image.File("root.csv", "EUR;1", UnixFileMode.UserRead);
        Assert.AreEqual(
            "OpenShift: Required file /tmp/rates.csv cannot be read by this user: Exchange rates. Give group 0 the right to read it.",
            image.Run("--env", "UPSTREAM=x", "--volume", $"{secret}:/tmp/rates.csv:ro").MustExit(78).Text.Trim());
        string rates = image.File("rates.csv", "EUR;1");
        string[] rest = ["--env", "UPSTREAM=http://o\"rders", "--volume", $"{rates}:/tmp/rates.csv:ro"];
        Assert.AreEqual(
            "OpenShift: Required setting Payment__Url is missing: Address of the payment service.\nOpenShift: Set what is missing: oc set env deployment/guarded Payment__Url=… (a secret: --from=secret/NAME)",
            image.Run(rest).MustExit(78).Text.Trim());
        Assert.AreEqual("OpenShift: Setting Payment__Url is no URL: Address of the payment service.", image.Run([.. rest, "--env", "Payment__Url=payments"]).MustExit(78).Text.Trim());
        using (Container container = image.Start([.. rest, "--env", "Payment__Url=http://payments:8080"]))
        {
            Assert.AreEqual("ok", container.Get("/healthz"));
            Assert.AreEqual("{ \"upstream\": \"http://o\\\"rders\", \"level\": \"info\", \"price\": \"$5\" }\n", container.Get("/proxy"));
            Assert.AreEqual("GroupRead, UserWrite, UserRead <limits upstream=\"http://o&quot;rders\" />\n 2", container.Get("/limits"));
        }

        string settings = image.File("appsettings.Production.json", """{ "Payment": { "Url": "https://file.example" } }""");
        using (Container container = image.Start([.. rest, "--volume", $"{settings}:/app/appsettings.Production.json:ro"]))
        {
            Assert.AreEqual("https://file.example", container.Get("/url"));
        }
    }

    [TestMethod]
    [DataRow("CreateBuilder", "<PublishTrimmed>true</PublishTrimmed><TrimMode>full</TrimMode><SelfContained>true</SelfContained><EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>")]
    [DataRow("CreateSlimBuilder", "<PublishAot>true</PublishAot>")]
    public void A_web_application_is_guarded_when_it_is_trimmed_or_compiled_ahead_of_time(string builder, string properties)
    {
        const string Setting = """<OpenShiftSetting Include="Payment__Url" Required="true" Type="Url" Description="Address of the payment service" />""";
        const string Warning = "OpenShift: Warning: setting Admin__Password still has the value that the image holds. Set the variable Admin__Password from a Secret.\n";
        using var image = GuardedImage.Publish(
            "Guarded", "Microsoft.NET.Sdk.Web", SlimWeb.Replace("CreateSlimBuilder", builder, StringComparison.Ordinal), Setting,
            properties + "<RuntimeIdentifier>linux-x64</RuntimeIdentifier><InvariantGlobalization>true</InvariantGlobalization><TrimmerSingleWarn>false</TrimmerSingleWarn><TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>OSC0902</WarningsNotAsErrors>",
            settings: """{ "Admin": { "Password": "changeme" } }""");
        Assert.AreEqual(
            Warning + "OpenShift: Required setting Payment__Url is missing: Address of the payment service.\nOpenShift: Set what is missing: oc set env deployment/guarded Payment__Url=… (a secret: --from=secret/NAME)",
            image.Run().MustExit(78).Text.Trim());
        Assert.AreEqual(Warning + "OpenShift: Setting Payment__Url is no URL: Address of the payment service.", image.Run("--env", "Payment__Url=payments").MustExit(78).Text.Trim());
        image.RunWith(["--Payment:Url=payments"], "--env", "Admin__Password=other").MustExit(78).MustSay("OpenShift: Setting Payment__Url is no URL").MustNotSay("Warning");
        string settings = image.File("appsettings.Production.json", """{ "Payment": { "Url": "https://file.example" } }""");
        using Container container = image.Start("--volume", $"{settings}:/app/appsettings.Production.json:ro");
        Assert.AreEqual("https://file.example", container.Get("/url"));
    }

    // What hosts are made of comes with the framework in the first, and none is built.
    [TestMethod]
    [DataRow("</PropertyGroup><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /></ItemGroup><PropertyGroup>")]
    [DataRow("<PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    [DataRow("<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained><RuntimeIdentifier>linux-x64</RuntimeIdentifier><TrimmerSingleWarn>false</TrimmerSingleWarn>")]
    [DataRow("<PublishAot>true</PublishAot><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    public void A_console_program_is_guarded_however_it_is_published(string properties)
    {
        using var image = GuardedImage.Publish("Import", "Microsoft.NET.Sdk", Console, Items, properties + "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><InvariantGlobalization>true</InvariantGlobalization>");
        Assert.StartsWith("OpenShift: Required setting Payment__Url is missing: Address of the payment service.\n" + Missing, image.Run().MustExit(78).Text);
        string rates = image.File("rates.csv", "EUR;1");
        image.Run("--env", "UPSTREAM=x", "--volume", $"{rates}:/tmp/rates.csv:ro", "--env", "Payment__Url=http://payments").MustSucceed().MustSay("started { \"upstream\": \"x\"");
    }

    [TestMethod]
    [DataRow("fsproj", "")]
    [DataRow("fsproj", "<PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    [DataRow("fsproj", "<PublishReadyToRun>true</PublishReadyToRun><PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    [DataRow("fsproj", "<PublishAot>true</PublishAot><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    [DataRow("vbproj", "")]
    [DataRow("vbproj", "<PublishReadyToRun>true</PublishReadyToRun><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    [DataRow("vbproj", "<PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained><RuntimeIdentifier>linux-x64</RuntimeIdentifier>")]
    public void FSharp_and_Visual_Basic_are_guarded_too(string language, string properties)
    {
        using var image = GuardedImage.Publish("Import", "Microsoft.NET.Sdk", language == "fsproj" ? FSharp : VisualBasic, Items, properties + "<InvariantGlobalization>true</InvariantGlobalization><SatelliteResourceLanguages>en</SatelliteResourceLanguages>", language);
        Assert.StartsWith("OpenShift: Required setting Payment__Url is missing: Address of the payment service.\n" + Missing, image.Run().MustExit(78).Text);
        string rates = image.File("rates.csv", "EUR;1");
        image.Run("--env", "UPSTREAM=x", "--volume", $"{rates}:/tmp/rates.csv:ro", "--env", "Payment__Url=http://payments").MustSucceed().MustSay("started { \"upstream\": \"x\"");
    }

    [TestMethod]
    public void A_web_application_of_FSharp_is_asked_for_its_real_configuration_and_keeps_its_lines()
    {
        using var image = GuardedImage.Publish("Guarded", "Microsoft.NET.Sdk.Web", FSharpWeb, Items, "<SatelliteResourceLanguages>en</SatelliteResourceLanguages>", "fsproj");
        string rates = image.File("rates.csv", "EUR;1");
        string[] rest = ["--env", "UPSTREAM=orders", "--volume", $"{rates}:/tmp/rates.csv:ro"];
        Assert.AreEqual(
            "OpenShift: Required setting Payment__Url is missing: Address of the payment service.\nOpenShift: Set what is missing: oc set env deployment/guarded Payment__Url=… (a secret: --from=secret/NAME)",
            image.Run(rest).MustExit(78).Text.Trim());
        string settings = image.File("appsettings.Production.json", """{ "Payment": { "Url": "https://file.example" } }""");
        using (Container container = image.Start([.. rest, "--volume", $"{settings}:/app/appsettings.Production.json:ro"]))
        {
            Assert.AreEqual("https://file.example", container.Get("/url"));
            Assert.Contains("Program.fs:line 11", container.Get("/fault"));
        }

        // Rewritten once, and again only when there is a reason to.
        image.Rebuild("--no-build").MustSucceed();
        Assert.AreEqual(78, image.Run(rest).ExitCode);
        image.Rebuild("-p:OpenShiftGuard=false").MustSucceed();
        Assert.DoesNotContain("OpenShift:", image.Run(["--entrypoint", "ls", .. rest]).Text);
    }

    [TestMethod]
    public void A_worker_is_guarded_before_its_services_start()
    {
        using var image = GuardedImage.Publish("Import", "Microsoft.NET.Sdk", Worker, Items + "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />");
        Assert.StartsWith(Missing, image.Run().MustExit(78).Text);
        string rates = image.File("rates.csv", "EUR;1");
        string[] rest = ["--env", "UPSTREAM=x", "--volume", $"{rates}:/tmp/rates.csv:ro"];
        image.Run(rest).MustExit(78).MustSay("OpenShift: Required setting Payment__Url is missing: Address of the payment service.").MustNotSay("imports from");
        image.Run([.. rest, "--env", "Payment__Url=payments"]).MustExit(78).MustSay("OpenShift: Setting Payment__Url is no URL: Address of the payment service.").MustNotSay("imports from").MustNotSay("payments");
        image.Run([.. rest, "--env", "Payment__Url=http://payments"]).MustSucceed().MustSay("imports from http://payments with { \"upstream\": \"x\"");
        image.RunWith(["--Payment:Url=http://arguments"], rest).MustSucceed().MustSay("imports from http://arguments");
    }

    [TestMethod]
    public void A_trimmed_WebHost_is_asked_before_it_starts_and_its_secrets_are_warned_of()
    {
        const string Program = """
            using Microsoft.AspNetCore;
            WebHost.CreateDefaultBuilder(args).Configure((context, app) => System.Console.WriteLine(context.Configuration["Admin:Password"]!.Length)).Build().Start();
            System.Console.WriteLine("started");
            """;
        using var image = GuardedImage.Publish("Old", "Microsoft.NET.Sdk.Web", Program, """<OpenShiftSetting Include="Payment__Url" Required="true" Type="Url" />""", "<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained><RuntimeIdentifier>linux-x64</RuntimeIdentifier><NoWarn>$(NoWarn);ASPDEPR004;ASPDEPR008</NoWarn>", settings: """{ "Admin": { "Password": "changeme" } }""");
        image.Run().MustExit(78).MustSay("OpenShift: Required setting Payment__Url is missing.").MustNotSay("started");
        image.Run("--env", "Payment__Url=http://payments", "--env", "ASPNETCORE_URLS=http://127.0.0.1:0").MustSucceed().MustSay("OpenShift: Warning: setting Admin__Password still has").MustSay("started");
    }

    [TestMethod]
    public void A_secret_is_warned_of_while_it_has_the_value_of_the_image()
    {
        const string Warning = "OpenShift: Warning: setting Admin__Password still has the value that the image holds. Set the variable Admin__Password from a Secret.";
        const string Program = """
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            System.Console.WriteLine($"has {app.Configuration["Admin:Password"]!.Length}");
            """;
        const string Demo = """
            <ContainerEnvironmentVariable Include="DEMO_PASSWORD" Value="correct-horse" />
            <OpenShiftSuppress Include="OSC0901" Where="env:DEMO_PASSWORD" Justification="The demo data is public" />
            """;
        using var image = GuardedImage.Publish("Shop", "Microsoft.NET.Sdk.Web", Program, Demo, settings: """{ "Admin": { "Password": "changeme" } }""");
        string[] demo = ["--env", "DEMO_PASSWORD=other"];
        image.Run().MustSucceed().MustSay(Warning).MustSay(Warning.Replace("Admin__Password", "DEMO_PASSWORD", StringComparison.Ordinal)).MustSay("has 8").MustNotSay("changeme").MustNotSay("correct-horse");
        image.Run([.. demo, "--env", "Admin__Password=other"]).MustSucceed().MustSay("has 5").MustNotSay("OpenShift:");
        string mounted = image.File("appsettings.Production.json", """{ "Admin": { "Password": "mounted" } }""");
        image.Run([.. demo, "--volume", $"{mounted}:/app/appsettings.Production.json:ro"]).MustSucceed().MustSay("has 7").MustNotSay("OpenShift:");
    }

    // What README says that the runtime does by itself.
    [TestMethod]
    public void What_a_container_lacks_of_memory_and_processors_is_told_and_the_runtime_follows_its_limits()
    {
        const string Program = """
            System.Threading.ThreadPool.GetMinThreads(out int threads, out _);
            System.Console.WriteLine($"{Environment.ProcessorCount} {threads} {System.Runtime.GCSettings.IsServerGC} {GC.GetConfigurationVariables()["HeapCount"]} {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20}");
            """;
        using var image = GuardedImage.Publish("Limits", "Microsoft.NET.Sdk", Program, "", "<ServerGarbageCollection>true</ServerGarbageCollection><InvariantGlobalization>true</InvariantGlobalization><OpenShiftMinMemory>128Mi</OpenShiftMinMemory><OpenShiftMinCpu>400m</OpenShiftMinCpu><OpenShiftWorkload>Deployment</OpenShiftWorkload>");
        int most = Math.Min(2, Environment.ProcessorCount);
        Assert.AreEqual("1 1 False 1 192", image.Run("--cpus", "0.5").MustSucceed().Text.Trim());
        Assert.AreEqual("1 1 False 1 192", image.Run("--cpus", "1").MustSucceed().Text.Trim());
        Assert.AreEqual($"{most} {most} {most > 1} {most} 192", image.Run("--cpus", "2").MustSucceed().Text.Trim());
        Assert.Contains(
            "OpenShift: Warning: the memory limit of this container, 96Mi, is less than the 128Mi that the application needs. Raise it: oc set resources deployment/guarded --limits=memory=256Mi\n"
            + "OpenShift: Warning: the CPU limit of this container, 250m, is less than the 400m that the application needs. Raise it: oc set resources deployment/guarded --limits=cpu=400m\n",
            image.Run("--memory", "96m", "--cpus", "0.25").MustSucceed().Text);
        Assert.Contains(
            "OpenShift: Warning: this container has no memory limit, so that the application may take what others need. Set one: oc set resources deployment/guarded --limits=memory=256Mi\n",
            image.Run("--memory", "0").MustSucceed().Text);

        // As the list of a Job is, which names nothing that could be changed.
        string[] job = ["--env", "OPENSHIFT_GUARD=limits|134217728|400|268435456"];
        Assert.Contains(
            "OpenShift: Warning: the memory limit of this container, 96Mi, is less than the 128Mi that the application needs. Raise it: podman run --memory=256m\n"
            + "OpenShift: Warning: the CPU limit of this container, 250m, is less than the 400m that the application needs. Raise it: podman run --cpus=0.4\n",
            image.Run([.. job, "--memory", "96m", "--cpus", "0.25"]).MustSucceed().Text);
        Assert.Contains("Set one: podman run --memory=256m\n", image.Run([.. job, "--memory", "0"]).MustSucceed().Text);
    }

    [TestMethod]
    public void An_application_with_nothing_to_guard_and_one_without_the_guard_have_no_variable()
    {
        TestProject project = TestProject.Web();
        project.Write("appsettings.json", """{ "Admin": { "Password": "changeme" } }""");
        project.Publish(Embedded, $"-p:ContainerArchiveOutputPath={project.Folder}/a.tar").MustSucceed().MustNotSay("OSC0907");
        Assert.DoesNotContain("OPENSHIFT_GUARD", Configuration(project), "Nobody reads the password.");

        TestProject off = TestProject.Web("<OpenShiftGuard>false</OpenShiftGuard>", """<OpenShiftRequiredPath Include="/data/" />""");
        off.Publish(Embedded, $"-p:ContainerArchiveOutputPath={off.Folder}/a.tar").MustSucceed().MustSay("warning OSC1611: OpenShiftRequiredPath '/data' is looked for by nobody");
        Assert.DoesNotContain("OPENSHIFT_GUARD", Configuration(off));
    }

    [TestMethod]
    public void A_template_without_a_target_stops_the_publish_with_its_place()
    {
        TestProject project = TestProject.Web(items: """<OpenShiftTemplate Include="templates/proxy.json" />""");
        project.Write("templates/proxy.json", "{}");
        project.Publish(Embedded, $"-p:ContainerArchiveOutputPath={project.Folder}/a.tar").MustFail().MustSay("error OSC0026: OpenShiftTemplate 'templates/proxy.json' says nothing of what it becomes").MustSay("WebApi.csproj(");
    }

    private static string Configuration(TestProject project) =>
        string.Concat(Directory.EnumerateFiles(Path.Combine(project.Intermediate, "image/blobs/sha256")).Where(f => new FileInfo(f).Length < 100_000).Select(System.IO.File.ReadAllText));

    private sealed class GuardedImage : IDisposable
    {
        private readonly TestProject _project;
        private readonly string _repository;
        private readonly string _image;

        private GuardedImage(TestProject project, string repository)
        {
            _project = project;
            _repository = repository;
            _image = $"localhost/{repository}:1.4.2";
        }

        public static GuardedImage Publish(string name, string sdk, string program, string items, string properties = "", string language = "csproj", string? settings = null)
        {
            Components.Require("podman", "runc");
            string repository = "osc-test/guard-" + Guid.NewGuid().ToString("n")[..8];
            TestProject project = TestProject.Create(name, sdk, "<OutputType>Exe</OutputType><Version>1.4.2</Version><Description>A test</Description><OpenShiftName>guarded</OpenShiftName><WarningsNotAsErrors>OSC1610</WarningsNotAsErrors>" + properties, items, program);
            project.InLanguage(language);
            if (settings is not null)
            {
                project.Write("appsettings.json", settings);
            }

            project.Write("templates/proxy.json", "{ \"upstream\": \"${UPSTREAM}\", \"level\": \"${LEVEL:-info}\", \"price\": \"$$5\" }\n");
            project.Write("../guard-templates/limits.xml", "<limits upstream=\"${UPSTREAM}\" />\n");
            var image = new GuardedImage(project, repository);
            CommandResult published = image.Rebuild().MustSucceed().MustNotSay("OSC0907").MustNotSay("OSC1611");
            if (items.Contains("OpenShiftTemplate", StringComparison.Ordinal))
            {
                published.MustSay("warning OSC1610: templates/proxy.json:1 uses the variable UPSTREAM");
            }

            return image;
        }

        /// <summary>Publishes it again.</summary>
        public CommandResult Rebuild(params string[] arguments) => _project.Publish([Embedded, "-p:LocalRegistry=Podman", $"-p:ContainerRepository={_repository}", .. arguments]);

        /// <summary>A file on this machine, which everybody may read unless something else is said.</summary>
        public string File(string name, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)
        {
            _project.Write("mounts/" + name, content);
            string path = Path.Combine(_project.Folder, "mounts", name);
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(path, mode);
            }

            return path;
        }

        public CommandResult Run(params string[] options) => RunWith([], options);

        /// <summary>Runs it with arguments of the application.</summary>
        public CommandResult RunWith(string[] arguments, params string[] options) => Container.Podman(
        [
            "--runtime", "runc", "run", "--rm", "--network", "host", "--user", "1000660000:0", "--read-only", "--tmpfs", "/tmp", "--cap-drop=ALL", "--security-opt=no-new-privileges",
            "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", "--memory", "256m", .. options, _image, .. arguments,
        ]);

        public Container Start(params string[] options) => Container.Start(_image, readOnly: true, options);

        public void Dispose() => Container.Podman("rmi", "--force", _image);
    }
}
