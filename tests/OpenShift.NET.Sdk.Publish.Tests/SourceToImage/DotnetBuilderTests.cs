using System.Globalization;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>A builder of .NET projects, on a base with the .NET SDK, used as OpenShift does. No build asks a feed but those of its sources.</summary>
[TestClass]
[DoNotParallelize]
public class DotnetBuilderTests
{
    [ClassCleanup]
    public static void Forget()
    {
        DotnetBuilder.Forget();
    }

    [TestMethod]
    public void It_builds_the_one_project_of_a_solution_that_can_be_started()
    {
        string sources = Sources.Solution();
        string image = Sources.NewImage();
        try
        {
            new SourceBuild(DotnetBuilder.WithLibraries).Run(sources, image).MustSucceed().MustSay("for src/Shop/Shop.csproj").MustSay("The image starts Shop.dll");

            // The base has it empty.
            Container.Podman("image", "inspect", "--format", "{{.Config.Env}}", image).MustSucceed().MustSay("ASPNETCORE_HTTP_PORTS=8080 ");

            // Without sources the builder's own application runs, with its arguments.
            using (Container alone = Container.Start(SourceBuild.NameOf(DotnetBuilder.WithLibraries), readOnly: true))
            {
                Assert.AreEqual("hello", alone.Get("/"));
            }

            using Container container = Container.Start(image, readOnly: true);
            Assert.AreEqual("tea: 3", container.Get("/"));
            Assert.AreEqual("/opt/app-root/app,/opt/app-root/start", container.Get("/left"));
            (TimeSpan time, int code) = container.End("/");
            Assert.AreEqual(0, code, container.Logs());
            Assert.IsLessThan(TimeSpan.FromSeconds(1), time);
            TakeOut(image);
        }
        finally
        {
            Container.Podman("rmi", "--force", image, image + "-alone");
        }
    }

    [TestMethod]
    public void Sources_that_are_awkward_are_built_as_others()
    {
        // Names with spaces and signs; what Directory.Build.props and Directory.Packages.props say; an older kind of solution, and a second startup project outside of it;
        // a script of their own that calls the builder's; files that nobody may write.
        string sources = Sandbox.NewFolder("awkward");
        Sources.Write(sources, "Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        Sources.Write(sources, "Directory.Packages.props", "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include=\"Npgsql\" Version=\"10.0.3\" /></ItemGroup></Project>");
        Sources.Write(sources, "Tea & Co/Tea Shop.sln", """

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Tea Shop", "R&D\Tea Shop\Tea Shop.csproj", "{5A1F8A38-7E08-4B1E-9E55-0C5A35B0E2B7}"
            EndProject
            Global
            EndGlobal

            """);
        Sources.Write(sources, "Tea & Co/R&D/Tea Shop/Tea Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"Npgsql\" /></ItemGroup></Project>");
        Sources.Write(sources, "Tea & Co/R&D/Tea Shop/Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/", () => new Npgsql.NpgsqlConnection().GetType().Name + " " + Environment.GetEnvironmentVariable("PRICE"));
            app.Run();
            """);
        Sources.Write(sources, "Other/Other.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        Sources.Write(sources, ".s2i/environment", "# What is started\nDOTNET_STARTUP_PROJECT=Tea & Co/Tea Shop.sln\nPRICE=3 $ \"net\"\n");
        Sources.Write(sources, ".s2i/bin/assemble", "#!/bin/sh\necho before\n/usr/libexec/s2i/assemble && echo after\n");
        Command.Run("chmod", "0755", Path.Combine(sources, ".s2i/bin/assemble")).MustSucceed();
        Command.Run("chmod", "-R", "a-w", sources).MustSucceed();
        string image = Sources.NewImage();
        try
        {
            CommandResult built = new SourceBuild(DotnetBuilder.WithLibraries) { HasNetwork = false }.Run(sources, image).MustSucceed();
            built.MustSay("before").MustSay("for Tea & Co/R&D/Tea Shop/Tea Shop.csproj").MustSay("All packages are in the builder, no feed was asked").MustSay("The image starts Tea Shop.dll").MustSay("after");
            using Container container = Container.Start(image, readOnly: true);
            Assert.AreEqual("NpgsqlConnection 3 $ \"net\"", container.Get("/"));
            (_, int code) = container.Stop();
            Assert.AreEqual(0, code, container.Logs());
        }
        finally
        {
            Container.Podman("rmi", "--force", image);
        }
    }

    [TestMethod]
    public void The_configuration_that_is_published_says_what_a_project_is()
    {
        string sources = Sources.Solution();
        Sources.Write(sources, "src/Shop/Shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <PropertyGroup Condition="'$(Configuration)' == 'Release'"><AssemblyName>Tea</AssemblyName></PropertyGroup>
              <ItemGroup Condition="'$(Configuration)' == 'Release'"><PackageReference Include="Npgsql" Version="10.0.3" /></ItemGroup>
            </Project>
            """);
        Sources.Write(sources, "src/Shop/Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            #if DEBUG
            app.MapGet("/", () => "debug");
            #else
            app.MapGet("/", () => new Npgsql.NpgsqlConnection().GetType().Name);
            #endif
            app.Run();
            """);

        // "dotnet test" starts the target VSTest.
        foreach (string name in (string[])["Shop", "Prices"])
        {
            Sources.Write(sources, $"tests/{name}.Tests/{name}.Tests.csproj", $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><Target Name="Passes" BeforeTargets="VSTest"><Message Importance="high" Text="{name}: 2 of 2 passed in $(Configuration)" /></Target></Project>""");
        }

        string image = Sources.NewImage();
        var build = new SourceBuild(DotnetBuilder.WithLibraries) { HasNetwork = false };
        try
        {
            build.Run(sources, image).MustSucceed().MustSay("The image starts Tea.dll").MustNotSay("Testing");
            using (Container container = Container.Start(image, readOnly: true))
            {
                Assert.AreEqual("NpgsqlConnection", container.Get("/"));
            }

            string[] asked = ["DOTNET_CONFIGURATION=Debug", "DOTNET_ASSEMBLY_NAME=Shop", "DOTNET_VERBOSITY=minimal", "DOTNET_RESTORE_DISABLE_PARALLEL=true", "DOTNET_TEST_PROJECTS=tests/Shop.Tests tests/Prices.Tests", "DOTNET_TEST_CONFIGURATION=Release"];
            build.Run(sources, image + "-debug", asked).MustSucceed()
                .MustSay("Testing tests/Shop.Tests").MustSay("Shop: 2 of 2 passed in Release").MustSay("Prices: 2 of 2 passed in Release").MustSay("Shop -> ").MustSay("The image starts Shop.dll");
            using Container debug = Container.Start(image + "-debug", readOnly: true);
            Assert.AreEqual("debug", debug.Get("/"));
        }
        finally
        {
            Container.Podman("rmi", "--force", image, image + "-debug");
        }
    }

    [TestMethod]
    public void A_host_that_knows_addresses_alone_listens_where_the_image_says()
    {
        string sources = Sandbox.NewFolder("old-host");
        Sources.Write(sources, "Shop.csproj", Sources.Web(""));
        Sources.Write(sources, "Program.cs", """
            using Microsoft.AspNetCore;

            string Of(string name) => Environment.GetEnvironmentVariable(name) ?? "-";
            WebHost.CreateDefaultBuilder(args)
                .Configure(app => app.Run(context => context.Response.WriteAsync($"{Of("ASPNETCORE_URLS")} {Of("ASPNETCORE_HTTP_PORTS")}")))
                .Build().Run();
            """);
        string image = Sources.NewImage();
        try
        {
            new SourceBuild(DotnetBuilder.WithLibraries).Run(sources, image).MustSucceed();
            int other = RegistryServer.FreePort();
            using (Container container = Container.Start(image, readOnly: true))
            {
                Assert.AreEqual($"http://*:{container.Port} -", container.Get("/"));
            }

            using (Container container = Container.Start(image, readOnly: true, "--env", $"ASPNETCORE_HTTP_PORTS={other}; {other + 1};", "--env", "ASPNETCORE_URLS="))
            {
                Assert.AreEqual($"http://*:{other};http://*:{other + 1} -", container.Get("/", other + 1));
            }

            // Who says addresses is left alone.
            using (Container container = Container.Start(image, readOnly: true, "--env", $"ASPNETCORE_URLS=http://127.0.0.1:{other}"))
            {
                Assert.AreEqual($"http://127.0.0.1:{other} {container.Port}", container.Get("/", other));
            }
        }
        finally
        {
            Container.Podman("rmi", "--force", image);
        }
    }

    [TestMethod]
    [DataRow("bash")]
    [DataRow("busybox")]
    public void Another_shell_builds_starts_and_ends_it_too(string shell)
    {
        string builder = DotnetBuilder.On(shell);
        string sources = Sources.Solution();
        Sources.Write(sources, "src/Shop/Shop.csproj", Sources.Web("<ProjectReference Include=\"../Prices/Prices.csproj\" /><PackageReference Include=\"Tea\" Version=\"1.0.0\" />"));
        string package = Sources.Package(sources, "feed", "Tea");

        // Which feed has the package is told by a secret of the build, as its password would be.
        string secrets = Sandbox.NewFolder("secrets");
        Sources.Write(secrets, "nuget.config", """<configuration><packageSources><clear /><add key="own" value="/tmp/src/feed" /></packageSources></configuration>""");
        string image = Sources.NewImage();
        var build = new SourceBuild(builder) { Secrets = secrets };
        try
        {
            build.Run(sources, image, ["DOTNET_INCREMENTAL=true"]).MustSucceed().MustSay("for src/Shop/Shop.csproj").MustSay("The image starts Shop.dll");
            File.Delete(package);
            build.Run(sources, image + "-again", ["DOTNET_PACK=true"], previous: image).MustSucceed().MustSay("Using the packages of the last build");
            Sources.Write(sources, "src/Shop/Program.cs", "int x = \"no number\";");
            build.Run(sources, image + "-broken", previous: image).MustFail().MustSay("error: src/Shop/Shop.csproj cannot be compiled and published: src/Shop/Program.cs(1,9): error CS0029: ").MustSay("exit status 1");
            using Container container = Container.Start(image + "-again", readOnly: true);
            Assert.AreEqual("tea: 3", container.Get("/"));
            Assert.AreEqual("1 ", container.Get("/process"));
            Assert.AreEqual("/opt/app-root/app,/opt/app-root/app.tar.gz,/opt/app-root/src,/opt/app-root/start", container.Get("/left"));
            (TimeSpan time, int code) = container.End("/");
            Assert.AreEqual(0, code, container.Logs());
            Assert.IsLessThan(TimeSpan.FromSeconds(1), time);
        }
        finally
        {
            Container.Podman("rmi", "--force", image, image + "-again");
            SourceBuild.Forget(builder);
        }
    }

    // What is built may run on another image.
    [TestMethod]
    [DataRow("<TargetFramework>net8.0</TargetFramework>", "", true)]
    [DataRow("<TargetFrameworks>net6.0;net8.0;netstandard2.0;net11.0</TargetFrameworks>", "", true)]
    [DataRow("<TargetFramework>net8.0</TargetFramework>", "DOTNET_ROLL_FORWARD=Major", false)]
    [DataRow("<TargetFramework>net8.0</TargetFramework><RollForward>LatestMajor</RollForward>", "", false)]
    [DataRow("<TargetFrameworks>net8.0;net10.0</TargetFrameworks>", "", false)]
    public void An_older_framework_than_the_builders_runtime_is_published_and_told(string framework, string environment, bool isTold)
    {
        string sources = Sandbox.NewFolder("older");
        Sources.Write(sources, "Shop.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>{framework}</PropertyGroup></Project>");

        // No feed is there, so that the way ends where packages are restored, behind what is told.
        Sources.Write(sources, "nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        Sources.Write(sources, "Program.cs", "return;");
        string image = Sources.NewImage();
        try
        {
            CommandResult built = new SourceBuild(DotnetBuilder.WithLibraries) { HasNetwork = false }.Run(sources, image, environment.Length > 0 ? [environment] : []);
            built.MustNotSay(" and the builder has the SDK ").MustSay("cannot be restored");
            const string Note = "Note: Shop.csproj targets net8.0, and this image has another runtime, the one of its SDK: what is published starts on an image with the runtime of net8.0, and here with DOTNET_ROLL_FORWARD=Major";
            _ = isTold ? built.MustSay(Note) : built.MustNotSay("Note: ");
        }
        finally
        {
            Container.Podman("rmi", "--force", image);
        }
    }

    [TestMethod]
    public void The_rules_are_asked_and_a_second_build_needs_no_feed()
    {
        string sources = Sources.Solution();
        string image = Sources.NewImage();
        Sources.Write(sources, "src/Shop/Shop.csproj", Sources.Web($"<PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" /><ProjectReference Include=\"../Prices/Prices.csproj\" />"));
        Sources.Write(sources, "nuget.config", """<configuration><packageSources><clear /><add key="own" value="feed" /></packageSources></configuration>""");
        Directory.CreateDirectory(Path.Combine(sources, "feed"));
        File.Copy(Sandbox.Package, Path.Combine(sources, "feed", Path.GetFileName(Sandbox.Package)));
        string[] incremental = ["DOTNET_INCREMENTAL=true"];
        var build = new SourceBuild(DotnetBuilder.WithLibraries);
        try
        {
            build.Run(sources, image + "-1", incremental).MustSucceed().MustSay("asking the rules of OpenShift.NET.Sdk");

            // The package comes from the last build alone.
            File.Delete(Directory.GetFiles(Path.Combine(sources, "feed")).Single());
            build.Run(sources, image + "-2", incremental).MustFail().MustSay("error: The packages of src/Shop/Shop.csproj cannot be restored");
            build.Run(sources, image + "-2", incremental, previous: image + "-1").MustSucceed().MustSay("Using the packages of the last build");

            // An error of a rule is an error of the build.
            Sources.Write(sources, "src/Shop/Shop.csproj", Sources.Web($"<PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" /><ProjectReference Include=\"../Prices/Prices.csproj\" /><ContainerPort Include=\"80\" />"));
            build.Run(sources, image + "-3", incremental, previous: image + "-1").MustFail().MustSay("error OSC1309").MustSay("No image is made.");
            Assert.AreNotEqual(0, Container.Podman("image", "exists", image + "-3").ExitCode);
        }
        finally
        {
            Container.Podman("rmi", "--force", image + "-1", image + "-2");
        }
    }

    [TestMethod]
    public void What_uses_the_common_drivers_is_assembled_without_a_network()
    {
        string image = Sources.NewImage();
        var build = new SourceBuild(DotnetBuilder.WithLibraries) { HasNetwork = false };
        (string Package, string Version, string Type)[] drivers = [("Npgsql", "10.0.3", "Npgsql.NpgsqlConnection"), ("MySqlConnector", "3.0.0", "MySqlConnector.MySqlConnection"), ("Microsoft.Data.SqlClient", "7.1.2", "Microsoft.Data.SqlClient.SqlConnection")];
        try
        {
            // A network is not asked where there is one, either: no feed, and no authority whether the packages' signatures were revoked.
            using (var outside = new RefusingFeed())
            {
                string proxy = $"http://127.0.0.1:{outside.Port}";
                new SourceBuild(DotnetBuilder.WithLibraries).Run(Database(drivers[0]), image, ["http_proxy=" + proxy, "https_proxy=" + proxy]).MustSucceed().MustSay("All packages are in the builder, no feed was asked");
                Assert.IsEmpty(outside.Requests);
            }

            // Each by itself has its dependencies in other versions than all together.
            foreach ((string package, string version, string type) in drivers)
            {
                build.Run(Database((package, version, type)), image).MustSucceed().MustSay("All packages are in the builder, no feed was asked");
            }

            // All three, with the project's own nuget.config, a tool that is nowhere needed, and sources that are kept on purpose.
            string all = Database(drivers);
            Sources.Write(all, "nuget.config", """<configuration><packageSources><clear /><add key="far" value="https://feed.example.com/v3/index.json" /></packageSources></configuration>""");
            build.Run(all, image, ["DOTNET_RM_SRC=false", "DOTNET_PACK=true", "DOTNET_INFO=true"]).MustSucceed().MustSay("All packages are in the builder, no feed was asked").MustSay("Base Path:");
            using (Container container = Container.Start(image, readOnly: true))
            {
                Assert.AreEqual("NpgsqlConnection,MySqlConnection,SqlConnection", container.Get("/"));
                Assert.Contains("/opt/app-root/app.tar.gz", container.Get("/left"));
            }

            // The rules see what stayed in it, as they see it in any image.
            string archive = Path.Combine(Sandbox.NewFolder("s2i-result"), "image.tar");
            Command.Run("skopeo", "copy", "containers-storage:" + image, "docker-archive:" + archive).MustSucceed();
            CommandResult judged = Check("docker-archive:" + archive);
            judged.MustSay("warning OSC1207: ").MustSay("belongs to the .NET SDK").MustSay("project file").MustNotSay("OSC15");
            Check(DotnetBuilder.WithLibraries).MustNotSay("OSC12").MustNotSay("OSC15");

            // A version that is not there is no reason to take another one silently, and is named.
            build.Run(Database(("Npgsql", "10.0.2", "Npgsql.NpgsqlConnection")), image + "-other", ["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1"]).MustFail().MustSay("In that version not in the builder itself: Npgsql.");
        }
        finally
        {
            Container.Podman("rmi", "--force", image);
        }
    }

    [TestMethod]
    public void A_library_that_cannot_be_restored_is_named_and_the_same_libraries_are_the_same_layer()
    {
        TestProject project = TestProject.Web("<OpenShiftSourceToImage>true</OpenShiftSourceToImage>", DotnetBuilder.LibraryItems + """<OpenShiftCommonLibrary Include="No.Such.Library" Version="1.2.3" />""", "Builder");
        string[] arguments = [$"-p:OpenShiftBaseImageArchive={BuilderBase.WithSdk}", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "layout")}", "-p:OpenShiftArchiveFormat=OciLayout"];
        project.Publish(arguments).MustFail().MustSay("error OSC0066: The common library No.Such.Library 1.2.3 cannot be restored; of No.Such.Library NuGet says: Unable to find package No.Such.Library.").MustNotSay("NU1101");
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "layout")));

        // Another project of the same libraries, elsewhere: the very layer of the builder.
        File.WriteAllText(project.ProjectFile, File.ReadAllText(project.ProjectFile).Replace("<OpenShiftCommonLibrary Include=\"No.Such.Library\" Version=\"1.2.3\" />", "", StringComparison.Ordinal));
        project.Publish(arguments).MustSucceed();
        Assert.AreEqual(LibraryLayer(DotnetBuilder.WithLibraries), LibraryLayer($"oci:{Path.Combine(project.Folder, "layout")}:1.4.2"));
    }

    [TestMethod]
    public void What_is_published_already_is_taken_as_it_is()
    {
        string sources = Sandbox.NewFolder("published");
        string image = Sources.NewImage();
        TestProject project = TestProject.Create("Ready", "Microsoft.NET.Sdk.Web", "", "", TestProject.WebProgram, reference: false);
        project.Dotnet(null, "publish", project.ProjectFile, "-nologo", "-o", sources).MustSucceed();
        try
        {
            new SourceBuild(DotnetBuilder.WithLibraries).Run(sources, image).MustSucceed().MustSay("Taking the published application Ready");
            using Container container = Container.Start(image, readOnly: true);
            Assert.AreEqual("hello", container.Get("/"));

            // Of several one is named.
            Sources.Write(sources, "Other.runtimeconfig.json", "{}");
            new SourceBuild(DotnetBuilder.WithLibraries).Run(sources, image + "-2").MustFail().MustSay("error: Several published applications: Other.runtimeconfig.json, Ready.runtimeconfig.json. Say which in .s2i/environment: DOTNET_STARTUP_ASSEMBLY=NAME.dll");
            new SourceBuild(DotnetBuilder.WithLibraries).Run(sources, image + "-2", ["DOTNET_STARTUP_ASSEMBLY=Ready.dll"]).MustSucceed().MustSay("The image starts Ready.dll");
        }
        finally
        {
            Container.Podman("rmi", "--force", image, image + "-2");
        }
    }

    [TestMethod]
    public void In_the_builder_of_others_the_package_does_nothing()
    {
        TestProject project = TestProject.Web("<OpenShiftSourceToImage>true</OpenShiftSourceToImage>");
        string output = Path.Combine(project.Folder, "app");

        // What the assemble script of Red Hat's .NET builder calls, with a folder that is there: without it a package that this machine has not restored yet is not looked for anywhere (NU1301).
        string packages = Sandbox.NewFolder("packages-for-incremental-build");
        project.Dotnet(null, "restore", project.ProjectFile, $"/p:RestoreAdditionalProjectSources=file://{packages}").MustSucceed();
        CommandResult published = project.Dotnet(null, "publish", project.ProjectFile, "-f", "net10.0", "-c", "Release", "--self-contained", "false", "--no-restore", "-o", output).MustSucceed();
        published.MustNotSay("OpenShift:").MustNotSay("OSC");
        Assert.IsTrue(File.Exists(Path.Combine(output, "WebApi.dll")));
        Assert.IsFalse(Directory.Exists(Path.Combine(output, "manifests")));
        Assert.IsFalse(Directory.Exists(project.Intermediate));
    }

    private static string Database(params (string Package, string Version, string Type)[] drivers)
    {
        string folder = Sandbox.NewFolder("database");
        Sources.Write(folder, "Database.csproj", Sources.Web(string.Concat(drivers.Select(static d => $"<PackageReference Include=\"{d.Package}\" Version=\"{d.Version}\" />"))));
        Sources.Write(folder, "Program.cs", $$"""
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/", () => string.Join(',', new System.Data.Common.DbConnection[] { {{string.Join(", ", drivers.Select(static d => $"new {d.Type}()"))}} }.Select(c => c.GetType().Name)));
            app.MapGet("/left", () => string.Join(',', Directory.GetFileSystemEntries("/opt/app-root")));
            app.Run();
            """);
        return folder;
    }

    // The second BuildConfig of the Template, as OpenShift runs it: what source.images names lies in the context, FROM is the image of the parameter.
    private static void TakeOut(string image)
    {
        YamlMapping config = YamlReader.ReadText(File.ReadAllText(DotnetBuilder.Template), "build.yaml").Single().ItemsAt("objects").OfType<YamlMapping>().Single(static o => o.TextAt("kind") == "BuildConfig" && o.TextAt("spec", "source", "type") == "Dockerfile");
        string context = Sandbox.NewFolder("runtime-context");
        string container = Container.Podman("create", image).MustSucceed().Output.Trim();
        try
        {
            foreach (YamlMapping path in ((YamlMapping)config.MappingAt("spec", "source").ItemsAt("images")[0]).ItemsAt("paths").OfType<YamlMapping>())
            {
                Container.Podman("cp", $"{container}:{path.TextAt("sourcePath")}", Path.Combine(context, path.TextAt("destinationDir")!)).MustSucceed();
            }
        }
        finally
        {
            Container.Podman("rm", container);
        }

        File.WriteAllText(Path.Combine(context, "Dockerfile"), config.TextAt("spec", "source", "dockerfile")!.Replace("${RUNTIME_IMAGE}", $"oci:{BuilderBase.WithShell("dash")}:10.0", StringComparison.Ordinal));
        Command.Run("buildah", "bud", "--isolation", "chroot", "--layers=false", "--tag", image + "-alone", context).MustSucceed();
        using Container alone = Container.Start(image + "-alone", readOnly: true);
        Assert.AreEqual("tea: 3", alone.Get("/"));
        (_, int code) = alone.Stop();
        Assert.AreEqual(0, code, alone.Logs());
        Assert.IsLessThan(SizeOf(image) / 2, SizeOf(image + "-alone"));

        static long SizeOf(string image) => long.Parse(Container.Podman("image", "inspect", "--format", "{{.Size}}", image).MustSucceed().Output, CultureInfo.InvariantCulture);
    }

    private static CommandResult Check(string image) =>
        Command.Run("dotnet", Hostile.HostileInputTests.Tool, "check", image, "--profile", "strict", "--cache", Sandbox.Cache, "--severity-threshold", "none");

    private static string LibraryLayer(string image)
    {
        using System.Text.Json.JsonDocument manifest = System.Text.Json.JsonDocument.Parse(Command.Run("skopeo", "inspect", "--raw", image).MustSucceed().Output);
        using System.Text.Json.JsonDocument config = System.Text.Json.JsonDocument.Parse(Command.Run("skopeo", "inspect", "--config", image).MustSucceed().Output);
        int layer = config.RootElement.GetProperty("history").EnumerateArray().Where(static h => !h.TryGetProperty("empty_layer", out System.Text.Json.JsonElement empty) || !empty.GetBoolean()).ToList().FindIndex(static h => h.GetProperty("created_by").GetString() == "OpenShift.NET.Sdk: common libraries");
        return manifest.RootElement.GetProperty("layers")[layer].GetProperty("digest").GetString()!;
    }
}
