using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>A builder of .NET projects, on a base with the .NET SDK, used as OpenShift does. No build asks a feed but those of its sources.</summary>
[TestClass]
[DoNotParallelize]
public class DotnetBuilderTests
{
    private const string Shop = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => Shop.Prices.Of("tea"));
        app.MapGet("/left", () => string.Join(',', new[] { "/opt/app-root", "/opt/app-root/src", "/tmp/src", "/tmp/artifacts" }.Where(Directory.Exists).SelectMany(Directory.GetFileSystemEntries).Order(StringComparer.Ordinal)));
        app.Run();
        """;

    private static readonly Lazy<string> Builder = new(Publish);

    [ClassCleanup]
    public static void Forget()
    {
        if (Builder.IsValueCreated)
        {
            SourceBuild.Forget(Builder.Value);
        }
    }

    [TestMethod]
    public void It_builds_the_one_project_of_a_solution_that_can_be_started()
    {
        string sources = Solution();
        string image = NewName();
        try
        {
            new SourceBuild(Builder.Value).Run(sources, image).MustSucceed().MustSay("for src/Shop/Shop.csproj").MustSay("The image starts Shop.dll");
            using Container container = Container.Start(image, readOnly: true);
            Assert.AreEqual("tea: 3", container.Get("/"));
            Assert.AreEqual("/opt/app-root/app,/opt/app-root/start", container.Get("/left"));
            (TimeSpan time, int code) = container.Stop();
            Assert.AreEqual(0, code, container.Logs());
            Assert.IsLessThan(TimeSpan.FromSeconds(5), time);
        }
        finally
        {
            Container.Podman("rmi", "--force", image);
        }
    }

    [TestMethod]
    public void The_rules_are_asked_and_a_second_build_needs_no_feed()
    {
        string sources = Solution();
        string image = NewName();
        Write(sources, "src/Shop/Shop.csproj", Web($"<PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" /><ProjectReference Include=\"../Prices/Prices.csproj\" />"));
        Write(sources, "nuget.config", """<configuration><packageSources><clear /><add key="own" value="feed" /></packageSources></configuration>""");
        Directory.CreateDirectory(Path.Combine(sources, "feed"));
        File.Copy(Sandbox.Package, Path.Combine(sources, "feed", Path.GetFileName(Sandbox.Package)));
        string[] incremental = ["DOTNET_INCREMENTAL=true"];
        var build = new SourceBuild(Builder.Value);
        try
        {
            build.Run(sources, image + "-1", incremental).MustSucceed().MustSay("asking the rules of OpenShift.NET.Sdk");

            // The package comes from the last build alone.
            File.Delete(Directory.GetFiles(Path.Combine(sources, "feed")).Single());
            build.Run(sources, image + "-2", incremental).MustFail().MustSay("error: The packages of src/Shop/Shop.csproj cannot be restored");
            build.Run(sources, image + "-2", incremental, previous: image + "-1").MustSucceed().MustSay("Using the packages of the last build");

            // An error of a rule is an error of the build.
            Write(sources, "src/Shop/Shop.csproj", Web($"<PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" /><ProjectReference Include=\"../Prices/Prices.csproj\" /><ContainerPort Include=\"80\" />"));
            build.Run(sources, image + "-3", incremental, previous: image + "-1").MustFail().MustSay("error OSC1309").MustSay("No image is made.");
            Assert.AreNotEqual(0, Container.Podman("image", "exists", image + "-3").ExitCode);
        }
        finally
        {
            Container.Podman("rmi", "--force", image + "-1", image + "-2");
        }
    }

    [TestMethod]
    public void What_cannot_be_built_is_told_in_one_line_and_makes_no_image()
    {
        string image = NewName();
        var build = new SourceBuild(Builder.Value);
        string nothing = Sandbox.NewFolder("nothing");
        File.WriteAllText(Path.Combine(nothing, "README.md"), "#");
        Fails(nothing, "error: The sources have no project (*.csproj, *.fsproj, *.vbproj) and nothing published (*.runtimeconfig.json).");

        string two = Solution();
        Write(two, "src/Jobs/Jobs.csproj", Web(""));
        Write(two, "Shop.slnx", """<Solution><Project Path="src/Shop/Shop.csproj" /><Project Path="src/Jobs/Jobs.csproj" /><Project Path="src/Prices/Prices.csproj" /></Solution>""");
        Fails(two, "error: Several projects can be started: src/Jobs/Jobs.csproj, src/Shop/Shop.csproj. Say which in .s2i/environment: DOTNET_STARTUP_PROJECT=src/Jobs/Jobs.csproj");
        Fails(two, "error: DOTNET_STARTUP_PROJECT is 'src/Elsewhere', which the sources do not have.", "DOTNET_STARTUP_PROJECT=src/Elsewhere");
        Fails(two, "error: None of the projects can be started: src/Prices/Prices.csproj (Library).", "DOTNET_STARTUP_PROJECT=src/Prices");

        string broken = Solution();
        Write(broken, "src/Shop/Program.cs", "int x = \"no number\";");
        Fails(broken, "error CS0029");

        // "dotnet test" starts the target VSTest.
        string untested = Solution();
        Write(untested, "tests/Shop.Tests/Shop.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><Target Name="Fails" BeforeTargets="VSTest"><Error Text="1 of 2 failed" /></Target></Project>""");
        Fails(untested, "error: Tests of tests/Shop.Tests failed; which is above. No image is made.", "DOTNET_TEST_PROJECTS=tests/Shop.Tests");

        void Fails(string sources, string line, params string[] environment)
        {
            build.Run(sources, image, environment).MustFail().MustSay(line).MustSay("exit status 1");
            Assert.AreNotEqual(0, Container.Podman("image", "exists", image).ExitCode);
        }
    }

    [TestMethod]
    public void What_is_published_already_is_taken_as_it_is()
    {
        string sources = Sandbox.NewFolder("published");
        string image = NewName();
        TestProject project = TestProject.Create("Ready", "Microsoft.NET.Sdk.Web", "", "", TestProject.WebProgram, reference: false);
        project.Dotnet(null, "publish", project.ProjectFile, "-nologo", "-o", sources).MustSucceed();
        try
        {
            new SourceBuild(Builder.Value).Run(sources, image).MustSucceed().MustSay("Taking the published application Ready");
            using Container container = Container.Start(image, readOnly: true);
            Assert.AreEqual("hello", container.Get("/"));
        }
        finally
        {
            Container.Podman("rmi", "--force", image);
        }
    }

    [TestMethod]
    public void In_the_builder_of_others_the_package_does_nothing()
    {
        TestProject project = TestProject.Web("<OpenShiftSourceToImage>true</OpenShiftSourceToImage>");
        string output = Path.Combine(project.Folder, "app");

        // What the assemble script of Red Hat's .NET builder calls.
        project.Dotnet(null, "restore", project.ProjectFile, "/p:RestoreAdditionalProjectSources=file:///tmp/artifacts/packages-for-incremental-build").MustSucceed();
        CommandResult published = project.Dotnet(null, "publish", project.ProjectFile, "-f", "net10.0", "-c", "Release", "--self-contained", "false", "--no-restore", "-o", output).MustSucceed();
        published.MustNotSay("OpenShift:").MustNotSay("OSC");
        Assert.IsTrue(File.Exists(Path.Combine(output, "WebApi.dll")));
        Assert.IsFalse(Directory.Exists(Path.Combine(output, "manifests")));
        Assert.IsFalse(Directory.Exists(project.Intermediate));
    }

    private static string Publish()
    {
        Components.Require("podman", "runc", "buildah", "skopeo");
        TestProject project = TestProject.Web("<OpenShiftSourceToImage>true</OpenShiftSourceToImage>", name: "Builder");
        string layout = Path.Combine(Sandbox.NewFolder("s2i-builder"), "layout");
        project.Publish($"-p:OpenShiftBaseImageArchive={BuilderBase.WithSdk}", $"-p:ContainerArchiveOutputPath={layout}", "-p:OpenShiftArchiveFormat=OciLayout", "-p:OpenShiftProfile=strict").MustSucceed().MustSay("OpenShift: 0 errors, 0 warnings");
        Assert.Contains("dockerStrategy:", File.ReadAllText(Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests/build.yaml")));
        return $"oci:{layout}:1.4.2";
    }

    // A service, a library and tests, as a repository has them.
    private static string Solution()
    {
        string folder = Sandbox.NewFolder("solution");
        Write(folder, "Shop.slnx", """<Solution><Project Path="src/Shop/Shop.csproj" /><Project Path="src/Prices/Prices.csproj" /><Project Path="tests/Shop.Tests/Shop.Tests.csproj" /></Solution>""");
        Write(folder, "src/Shop/Shop.csproj", Web("<ProjectReference Include=\"../Prices/Prices.csproj\" />"));
        Write(folder, "src/Shop/Program.cs", Shop);
        Write(folder, "src/Prices/Prices.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        Write(folder, "src/Prices/Prices.cs", "namespace Shop; public static class Prices { public static string Of(string what) => what + \": 3\"; }");
        Write(folder, "tests/Shop.Tests/Shop.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="xunit.v3" Version="3.0.0" /></ItemGroup></Project>""");
        return folder;
    }

    private static string Web(string items) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Version>1.4.2</Version><Description>Sells tea</Description></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>";

    private static void Write(string folder, string path, string content)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private static string NewName() => $"localhost/osc-test/{Guid.NewGuid().ToString("n")[..8]}:1";
}
