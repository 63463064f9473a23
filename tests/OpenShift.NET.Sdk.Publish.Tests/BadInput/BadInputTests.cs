using System.Diagnostics;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.BadInput;

/// <summary>Bad input ends in one coded error with a place and a remedy, and leaves nothing half done.</summary>
[TestClass]
[DoNotParallelize]
public class BadInputTests
{
    private const string Embedded = "-p:OpenShiftEmbeddedBase=Always";

    private static TestProject s_project = null!;

    [ClassInitialize]
    public static void Build(TestContext _)
    {
        s_project = TestProject.Web("", """
            <ContainerPort Include="$(BadPort)" Condition="'$(BadPort)' != ''" />
            <ContainerEnvironmentVariable Include="$(BadVariable)" Value="x" Condition="'$(BadVariable)' != ''" />
            <OpenShiftWritablePath Include="$(BadPath)" Condition="'$(BadPath)' != ''" />
            """);
        s_project.Dotnet(null, "publish", s_project.ProjectFile, "-nologo").MustSucceed();
    }

    [TestMethod]
    [DataRow("BadPort=70000", "OSC0022")]
    [DataRow("BadPath=data", "OSC0023")]
    [DataRow("BadVariable=A B", "OSC0025")]
    [DataRow("OpenShiftProfile=lax", "OSC0026")]
    [DataRow("OpenShiftIncludeSymbols=maybe", "OSC0026")]
    [DataRow("ContainerRuntimeIdentifier=linux-alpha", "OSC0042")]
    public void An_invalid_value_is_told_with_its_code(string property, string code)
    {
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        s_project.Publish("--no-build", Embedded, $"-p:{property}", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, code);
        AssertEmpty(archive);
    }

    [TestMethod]
    public void A_registry_that_does_not_answer_is_given_up_in_time()
    {
        string host = $"localhost:{RegistryServer.FreePort()}";
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        Stopwatch clock = Stopwatch.StartNew();
        s_project.Publish("--no-build", $"-p:ContainerBaseImage={host}/dotnet/aspnet:10.0", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, "OSC0080", host);
        Assert.IsLessThan(TimeSpan.FromSeconds(60), clock.Elapsed);
        AssertEmpty(archive);
        clock.Restart();
        s_project.Publish("--no-build", Embedded, $"-p:ContainerRegistry={host}").MustFailWith(s_project, "OSC0080", host);
        Assert.IsLessThan(TimeSpan.FromSeconds(60), clock.Elapsed);
    }

    [TestMethod]
    public void A_base_that_is_missing_is_told()
    {
        using RegistryServer registry = RegistryServer.Start();
        string archive = Path.Combine(Sandbox.NewFolder("out"), "image.tar");
        EmbeddedLayout.CopyTo(registry);
        foreach (string image in (string[])["dotnet/none:10.0", "dotnet/aspnet:9.9"])
        {
            s_project.Publish("--no-build", $"-p:ContainerBaseImage={registry.Host}/{image}", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, "OSC0040", image);
            AssertEmpty(archive);
        }
    }

    [TestMethod]
    public void A_cache_or_an_archive_that_cannot_be_written_is_told()
    {
        string folder = Sandbox.NewFolder("out");
        string file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        string archive = Path.Combine(folder, "image.tar");
        s_project.Publish("--no-build", Embedded, $"-p:OpenShiftCacheDirectory={file}", $"-p:ContainerArchiveOutputPath={archive}").MustFailWith(s_project, "OSC0044");
        Assert.IsFalse(File.Exists(archive));
        s_project.Publish("--no-build", Embedded, $"-p:ContainerArchiveOutputPath={file}/image.tar").MustFailWith(s_project, "OSC0085");
        CollectionAssert.AreEqual((string[])[file], Directory.GetFileSystemEntries(folder));
    }

    private static void AssertEmpty(string archive) => Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(archive)!));
}
