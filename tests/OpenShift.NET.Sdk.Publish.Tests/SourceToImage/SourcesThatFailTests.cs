using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>What cannot be built ends the build with one line that says why, exit code 1 and no image.</summary>
[TestClass]
[DoNotParallelize]
public class SourcesThatFailTests
{
    private const string Password = "s3cr3t-of-the-feed";
    private readonly string _image = Sources.NewImage();

    [ClassCleanup]
    public static void Forget() => DotnetBuilder.Forget();

    [TestMethod]
    public void Which_project_is_meant_is_not_clear()
    {
        string nothing = Sandbox.NewFolder("nothing");
        File.WriteAllText(Path.Combine(nothing, "README.md"), "#");
        Fails(nothing, "error: The sources have no project (*.csproj, *.fsproj, *.vbproj) and nothing published (*.runtimeconfig.json).");

        string two = Sources.Solution();
        Sources.Write(two, "src/Jobs/Jobs.csproj", Sources.Web(""));
        Sources.Write(two, "Shop.slnx", """<Solution><Project Path="src/Shop/Shop.csproj" /><Project Path="src/Jobs/Jobs.csproj" /><Project Path="src/Prices/Prices.csproj" /></Solution>""");
        Fails(two, "error: Several projects can be started: src/Jobs/Jobs.csproj, src/Shop/Shop.csproj. Say which in .s2i/environment: DOTNET_STARTUP_PROJECT=src/Jobs/Jobs.csproj");
        Fails(two, "error: DOTNET_STARTUP_PROJECT is 'src/Elsewhere', which the sources do not have.", "DOTNET_STARTUP_PROJECT=src/Elsewhere");
        Fails(two, "error: None of the projects can be started: src/Prices/Prices.csproj (Library).", "DOTNET_STARTUP_PROJECT=src/Prices");
    }

    [TestMethod]
    public void The_builder_has_not_what_they_need()
    {
        string sdk = Sources.Solution();
        Sources.Write(sdk, "global.json", """{ "sdk": { "version": "9.0.100", "rollForward": "disable" } }""");
        Fails(sdk, "error: The .NET SDK that global.json asks for is not in the builder, which has: 10.");

        string framework = Sources.Solution();
        Sources.Write(framework, "src/Shop/Shop.csproj", Sources.Web("", "net11.0"));
        Fails(framework, "error: src/Shop/Shop.csproj targets net11.0, and the builder has the SDK 10.");

        // As a contextDir has it that is the project's folder.
        string context = Path.Combine(Sources.Solution(), "src/Shop");
        Fails(context, "error: Shop.csproj refers to ../Prices/Prices.csproj, which the sources do not have; a contextDir leaves out what lies beside it.");
    }

    [TestMethod]
    public void What_they_say_is_wrong()
    {
        string broken = Sources.Solution();
        Sources.Write(broken, "src/Shop/Program.cs", "int x = \"no number\";");
        Fails(broken, "error: src/Shop/Shop.csproj cannot be compiled and published: src/Shop/Program.cs(1,9): error CS0029: Cannot implicitly convert type 'string' to 'int'. No image is made.");

        // "dotnet test" starts the target VSTest.
        string untested = Sources.Solution();
        Sources.Write(untested, "tests/Shop.Tests/Shop.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><Target Name="Fails" BeforeTargets="VSTest"><Error Text="1 of 2 failed" /></Target></Project>""");
        Fails(untested, "error: Tests of tests/Shop.Tests failed; which is above. No image is made.", "DOTNET_TEST_PROJECTS=tests/Shop.Tests");

        // What a host of tests says whose framework is not there.
        Sources.Write(untested, "tests/Shop.Tests/Shop.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><Target Name="Fails" BeforeTargets="VSTest"><Error Text="Testhost process exited with error: You must install or update .NET to run this application." /></Target></Project>""");
        Fails(untested, "error: Tests of tests/Shop.Tests need another runtime than this image has, which is the one of its SDK; with DOTNET_ROLL_FORWARD=Major in .s2i/environment they run on it. No image is made.", "DOTNET_TEST_PROJECTS=tests/Shop.Tests");
    }

    [TestMethod]
    public void A_feed_that_refuses_is_named_and_its_password_is_not()
    {
        string sources = Sandbox.NewFolder("private");
        Sources.Write(sources, "Shop.csproj", Sources.Web("<PackageReference Include=\"Private.Prices\" Version=\"1.0.0\" />"));
        Sources.Write(sources, "Program.cs", "WebApplication.CreateBuilder(args).Build().Run();");
        string[] once = ["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1"];
        using var feed = new RefusingFeed();
        Sources.Write(sources, "nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="own" value="http://127.0.0.1:{feed.Port}/v3/index.json" allowInsecureConnections="true" /></packageSources>
              <packageSourceCredentials><own><add key="Username" value="builder" /><add key="ClearTextPassword" value="{Password}" /></own></packageSourceCredentials>
            </configuration>
            """);
        Fails(sources, $"error: The packages of Shop.csproj cannot be restored: NU1301: Unable to load the service index for source http://127.0.0.1:{feed.Port}/v3/index.json. In that version not in the builder itself: Private.Prices.", once);
        Assert.Contains($"builder:{Password}", feed.Credentials);

        // NuGet writes addresses as it was given them.
        Fails(sources, $"error: The packages of Shop.csproj cannot be restored: NU1301: Unable to load the service index for source https://***@127.0.0.1:{feed.Port}/v3/index.json", [.. once, $"DOTNET_RESTORE_SOURCES=https://builder:{Password}@127.0.0.1:{feed.Port}/v3/index.json"]);

        // What does not go together is no matter of what the builder has.
        string apart = Sandbox.NewFolder("apart");
        Sources.Write(apart, "Shop.csproj", Sources.Web("<PackageReference Include=\"Tea\" Version=\"1.0.0\" /><PackageReference Include=\"Leaves\" Version=\"1.0.0\" />"));
        Sources.Write(apart, "nuget.config", """<configuration><packageSources><clear /><add key="own" value="feed" /></packageSources></configuration>""");
        Sources.Package(apart, "feed", "Tea", "1.0.0", "<dependency id=\"Leaves\" version=\"2.0.0\" />");
        Sources.Package(apart, "feed", "Leaves");
        Sources.Package(apart, "feed", "Leaves", "2.0.0", "");
        Fails(apart, "error: The packages of Shop.csproj cannot be restored: NU1605: Warning As Error: Detected package downgrade: Leaves from 2.0.0 to 1.0.0. Reference the package directly from the project to select a different version.");

        // A proxy is asked where one is named.
        Sources.Write(sources, "nuget.config", """<configuration><packageSources><clear /><add key="far" value="http://feed.example.com/v3/index.json" allowInsecureConnections="true" /></packageSources></configuration>""");
        Fails(sources, "error: The packages of Shop.csproj cannot be restored: ", [.. once, $"HTTP_PROXY=http://127.0.0.1:{feed.Port}"]);
        Assert.Contains("http://feed.example.com/v3/index.json", feed.Requests);
    }

    private void Fails(string sources, string line, params string[] environment)
    {
        CommandResult built = new SourceBuild(DotnetBuilder.WithLibraries).Run(sources, _image, environment).MustFail().MustSay("exit status 1");

        // The builder itself tells what variables it sets.
        Assert.DoesNotContain(Password, built.Text[built.Text.IndexOf("RUN /usr/libexec/s2i/assemble", StringComparison.Ordinal)..]);
        string[] errors = [.. built.Text.Split('\n').Select(static l => l.Trim()).Where(static l => l.StartsWith("error: ", StringComparison.Ordinal))];
        Assert.HasCount(1, errors, built.Text);
        Assert.StartsWith(line, errors[0], built.Text);
        Assert.DoesNotContain(". .", errors[0]);
        Assert.AreNotEqual(0, Container.Podman("image", "exists", _image).ExitCode);
    }
}
