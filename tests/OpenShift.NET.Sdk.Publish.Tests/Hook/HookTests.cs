using OpenShift.NET.Sdk.Publish.Tests.Images;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hook;

/// <summary>However the publish is started, there is one image, ours, or none.</summary>
[TestClass]
public sealed class HookTests
{
    private static readonly string[] Destination = ["-p:OpenShiftEmbeddedBase=Always", "-p:ContainerArchiveOutputPath=out/"];

    [TestMethod]
    public void A_web_project_is_published_once_whatever_switch_of_the_SDK_is_set()
    {
        TestProject project = TestProject.Web();
        project.Dotnet(null, "publish", project.ProjectFile, "-nologo").MustSucceed();
        Assert.IsFalse(Directory.Exists(project.Intermediate), "A publish without PublishContainer makes no image.");

        // The command line beats every default, and the outputs are where the SDK puts them.
        CommandResult result = project.Publish([.. Destination, "--no-build", "-p:EnableSdkContainerSupport=true", "-p:ContainerRepository=shop/front", "-p:ContainerImageTag=blue", "-p:ContainerUser=4711", "-p:OpenShiftTags=fast", "-p:OpenShiftGCHeapHardLimitPercent=50", "-p:ContainerWorkingDirectory=/srv/", "-getProperty:GeneratedContainerDigest", "-getItem:GeneratedContainer"]).MustSucceed();
        LayoutImage image = LayoutImage.Read(project.Intermediate);
        result.MustSay($"\"GeneratedContainerDigest\": \"{image.Digest}\"").MustSay("\"ManifestMediaType\"");
        Assert.AreEqual("fast", image.Labels["io.openshift.tags"]);
        Assert.AreEqual("/srv/", image.Execution.GetProperty("WorkingDir").GetString());
        StringAssert.StartsWith(image.User, "4711", StringComparison.Ordinal);
        CollectionAssert.Contains(image.Environment.ToArray(), "DOTNET_GCHeapHardLimitPercent=32");
        string[] written = [.. Directory.GetFiles(Path.Combine(project.Folder, "out"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!)];
        CollectionAssert.AreEqual((string[])["shop-front.tar.gz"], written);

        // The profile runs PublishContainer inside Publish.
        Directory.Delete(project.Intermediate, recursive: true);
        project.Dotnet(null, ["publish", project.ProjectFile, "-nologo", "--no-build", "-p:PublishProfile=DefaultContainer", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", .. Destination]).MustSucceed().MustSay("Wrote webapi:1.4.2");
        Assert.AreEqual("dotnet,web", LayoutImage.Read(project.Intermediate).Labels["io.openshift.tags"]);

        // The SDK's own target, called by hand.
        Directory.Delete(Path.Combine(project.Folder, "out"), recursive: true);
        project.Dotnet(null, ["build", project.ProjectFile, "-nologo", "-c", "Release", "--no-restore", "-t:_PublishSingleContainer", .. Destination]).MustFail().MustSay("error OSC0012");
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "out")), "The interlock published something.");

        // Nothing published yet.
        Directory.Delete(Path.Combine(project.Folder, "bin/Release/net10.0/publish"), recursive: true);
        project.Dotnet(null, ["build", project.ProjectFile, "-nologo", "-c", "Release", "--no-restore", "-t:PublishContainer", .. Destination]).MustFail().MustSay("error OSC0030");
    }

    [TestMethod]
    public void Console_and_worker_projects_are_published_and_expose_nothing()
    {
        TestProject console = TestProject.Create("Tool", "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType><Version>2.0.0-rc.1</Version><Description>A tool</Description>", "", "Console.WriteLine(\"hello\");");
        console.Publish([.. Destination, "-p:EnableSdkContainerSupport=true"]).MustSucceed().MustSay("Wrote tool:2.0.0-rc.1 to");
        LayoutImage image = LayoutImage.Read(console.Intermediate);
        Assert.AreEqual("", image.Ports);
        Assert.AreEqual("dotnet,console", image.Labels["io.openshift.tags"]);
        Assert.AreEqual("app", image.OwnLayers);
        console.Publish([.. Destination, "--no-build", "-p:IsPublishable=false"]).MustSucceed().MustNotSay("Wrote");

        TestProject worker = TestProject.Create("Job", "Microsoft.NET.Sdk.Worker", "<Version>0.3.1</Version><Description>A job</Description>", "<PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"10.*\" />", "Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Build().Run();");
        worker.Publish(Destination).MustSucceed().MustSay("Wrote job:0.3.1, job:0.3 to");
        image = LayoutImage.Read(worker.Intermediate);
        Assert.AreEqual("", image.Ports);
        Assert.AreEqual("dotnet,worker", image.Labels["io.openshift.tags"]);
    }

    [TestMethod]
    public void A_multi_targeted_project_is_published_for_the_framework_that_is_chosen()
    {
        TestProject project = TestProject.Web();
        project.Write("WebApi.csproj", File.ReadAllText(project.ProjectFile).Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>", StringComparison.Ordinal).Replace("<Nullable>enable</Nullable>", "<Nullable>enable</Nullable><OutputType>Exe</OutputType>", StringComparison.Ordinal));
        project.Publish(Destination).MustFail().MustSay("NETSDK1129").MustNotSay("OSC");
        project.Publish([.. Destination, "-f", "net10.0"]).MustSucceed().MustSay("Wrote webapi:1.4.2");

        // Code scanning replaces the findings of the run before with the same id, so each framework has one of its own.
        StringAssert.Matches(File.ReadAllText(Path.Combine(project.Intermediate, "report.sarif")), new("\"id\": \"OpenShift\\.NET\\.Sdk/WebApi/net10\\.0/linux-[a-z0-9]+/\""));
    }

    [TestMethod]
    public void In_a_solution_libraries_and_tests_are_left_alone()
    {
        TestProject project = TestProject.Web("<DefaultItemExcludes>$(DefaultItemExcludes);Lib/**;Checks/**;out/**</DefaultItemExcludes>");
        project.Write("Directory.Build.props", $"<Project><ItemGroup Condition=\"'$(MSBuildProjectName)' != 'WebApi'\"><PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{Sandbox.Version}\" PrivateAssets=\"all\" /></ItemGroup></Project>");
        project.Write("Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        project.Write("Lib/Words.cs", "namespace Lib; public static class Words { public const string Hello = \"hello\"; }");
        project.Write("Checks/Checks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><EnableMSTestRunner>true</EnableMSTestRunner></PropertyGroup><ItemGroup><PackageReference Include=\"MSTest\" Version=\"4.5.2\" /></ItemGroup></Project>");
        project.Write("Checks/Check.cs", "[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass] public class Check { [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public void Holds() { } }");
        project.Write("All.slnx", "<Solution><Project Path=\"WebApi.csproj\" /><Project Path=\"Lib/Lib.csproj\" /><Project Path=\"Checks/Checks.csproj\" /></Solution>");
        CommandResult result = project.Dotnet(null, ["publish", "All.slnx", "-t:PublishContainer", "-nologo", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", .. Destination]);
        result.MustSucceed();
        Assert.IsTrue(Directory.Exists(project.Intermediate), result.Text);
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "Lib/obj/Release/net10.0/openshift")), result.Text);
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "Checks/obj/Release/net10.0/openshift")), result.Text);
    }
}
