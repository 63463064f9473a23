using System.Formats.Tar;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Images;

/// <summary>Every language and every form of publish is assembled; ports and tags follow the user.</summary>
[TestClass]
public sealed class ApplicationKindTests
{
    private static readonly string[] Destination = ["-p:OpenShiftEmbeddedBase=Always", "-p:ContainerArchiveOutputPath=out/"];

    [TestMethod]
    public void FSharp_and_Visual_Basic_projects_are_published()
    {
        TestProject fsharp = InLanguage("Effsharp", "fsproj", "printfn \"hello\"");
        CommandResult result = fsharp.Publish(Destination).MustSucceed();
        LayoutImage image = LayoutImage.Read(fsharp.Intermediate);
        Assert.AreEqual("packages|app", image.OwnLayers, result.Text);
        CollectionAssert.IsSubsetOf((string[])["FSharp.Core.dll", "Effsharp.dll"], image.Files().ToArray());
        CollectionAssert.DoesNotContain(image.Files().ToArray(), "OpenShift.NET.Sdk.Guard.dll", "It declares nothing for a guard.");

        TestProject basic = InLanguage("Basic", "vbproj", "Module Program\nSub Main()\nSystem.Console.WriteLine(\"hello\")\nEnd Sub\nEnd Module\n");
        basic.Publish(Destination).MustSucceed();
        CollectionAssert.Contains(LayoutImage.Read(basic.Intermediate).Files().ToArray(), "Basic.dll");
    }

    [TestMethod]
    public void Ports_and_tags_of_the_user_win_and_latest_is_a_tag_only_when_asked_for()
    {
        TestProject project = TestProject.Web(items: "<ContainerPort Include=\"9090\" Type=\"tcp\" /><ContainerPort Include=\"9125\" Type=\"udp\" />");
        CommandResult result = project.Publish([.. Destination, "-p:ContainerImageTags=\"blue;latest\""]).MustSucceed();
        result.MustSay("Wrote webapi:blue, webapi:latest to").MustNotSay("webapi:1.4");
        Assert.AreEqual("9090/tcp 9125/udp", LayoutImage.Read(project.Intermediate).Ports);
        project.Publish([.. Destination, "--no-build", "-p:Version=2.0.0-beta.3"]).MustSucceed().MustSay("Wrote webapi:2.0.0-beta.3 to").MustNotSay("latest");
    }

    [TestMethod]
    public void Self_contained_and_single_file_publishes_are_assembled()
    {
        string runtime = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        TestProject project = TestProject.Create("Tool", "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType><Version>1.0.1</Version><Description>A tool</Description>", "", "Console.WriteLine(\"hello\");");
        project.Publish([.. Destination, "-r", runtime, "--self-contained"]).MustSucceed();
        string intermediate = Path.Combine(project.Folder, $"obj/Release/net10.0/{runtime}/openshift");
        LayoutImage image = LayoutImage.Read(intermediate);
        Assert.AreEqual("runtime|app", image.OwnLayers);
        Assert.AreEqual("/app/Tool", image.Execution.GetProperty("Entrypoint")[0].GetString());
        TarEntry program = image.OwnEntries().Single(e => e.Entry.Name == "app/Tool").Entry;
        Assert.IsTrue(program.Mode.HasFlag(UnixFileMode.GroupExecute));

        Directory.Delete(Path.Combine(project.Folder, $"bin/Release/net10.0/{runtime}"), recursive: true);
        project.Publish([.. Destination, "-r", runtime, "--self-contained", "-p:PublishSingleFile=true"]).MustSucceed();
        image = LayoutImage.Read(intermediate);
        Assert.AreEqual("app", image.OwnLayers);
        CollectionAssert.AreEquivalent((string[])["Tool", "Tool.pdb"], image.Files().ToArray());
        CollectionAssert.Contains(image.Environment.ToArray(), "DOTNET_BUNDLE_EXTRACT_BASE_DIR=/tmp/.net");
    }

    private static TestProject InLanguage(string name, string language, string program)
    {
        TestProject project = TestProject.Create(name, "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType><Version>1.0.1</Version><Description>A tool</Description>", "", program);
        project.InLanguage(language);
        return project;
    }
}
