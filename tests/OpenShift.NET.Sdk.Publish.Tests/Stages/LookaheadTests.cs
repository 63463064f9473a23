using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Stages;

/// <summary>The base image is looked at while the project is compiled, where an image will be made and nowhere else.</summary>
[TestClass]
public sealed class LookaheadTests
{
    private const string Said = "looks at base image";

    [TestMethod]
    public void A_first_publish_fetches_the_base_image_while_it_compiles_and_a_build_without_an_image_does_not()
    {
        using RegistryServer registry = RegistryServer.Start();
        string reference = EmbeddedLayout.CopyTo(registry);
        TestProject project = TestProject.Web($"<ContainerBaseImage>{reference}</ContainerBaseImage><ContainerRegistry>{registry.Host}</ContainerRegistry><ContainerRepository>shop</ContainerRepository>");
        string cache = Sandbox.NewFolder("cache");
        string[] common = ["-c", "Release", "-nologo", "-tl:off", "-v:detailed", $"-p:OpenShiftCacheDirectory={cache}"];
        _ = registry.TakeRequests();

        // The name of the target somewhere else on the command line is no question for it.
        project.Dotnet(null, ["build", .. common, "-p:Note=PublishContainer"]).MustSucceed().MustNotSay(Said);
        project.Dotnet(null, ["publish", "--no-restore", .. common]).MustSucceed().MustNotSay(Said);
        Assert.IsEmpty(registry.TakeRequests());

        // What does not compile ends the look, and leaves nothing that is not whole.
        Clean(project);
        project.Write("Broken.cs", "class {");
        project.Dotnet(null, ["publish", "-t:PublishContainer", .. common]).MustFail().MustSay(Said);
        Assert.IsFalse(Directory.Exists(cache) && Directory.GetFiles(cache, ".tmp-*", SearchOption.AllDirectories).Length > 0);
        File.Delete(Path.Combine(project.Folder, "Broken.cs"));
        Directory.Delete(cache, recursive: true);
        _ = registry.TakeRequests();

        Clean(project);
        string said = project.Dotnet(null, ["publish", "-t:PublishContainer", .. common]).MustSucceed().Text;
        Assert.IsLessThan(said.IndexOf("Target \"CoreCompile\"", StringComparison.Ordinal), said.IndexOf(Said, StringComparison.Ordinal), said);
        string[] requests = [.. registry.TakeRequests().Where(static r => r.Contains("/dotnet/aspnet/", StringComparison.Ordinal))];
        Assert.HasCount(1, requests.Where(static r => r.Contains("\"HEAD ", StringComparison.Ordinal)), string.Join('\n', requests));
        string[] gets = [.. requests.Where(static r => r.Contains("\"GET ", StringComparison.Ordinal)).Select(static r => r[r.IndexOf("\"GET ", StringComparison.Ordinal)..].Split(' ')[1])];
        CollectionAssert.AllItemsAreUnique(gets, "nothing is fetched twice");

        // The same again asks as little as ever.
        project.Dotnet(null, ["publish", "-t:PublishContainer", "--no-restore", .. common]).MustSucceed().MustSay(Said);
        requests = [.. registry.TakeRequests().Where(static r => r.Contains("/dotnet/aspnet/", StringComparison.Ordinal))];
        Assert.HasCount(1, requests, string.Join('\n', requests));
    }

    [TestMethod]
    public void A_program_that_another_one_refers_to_is_not_looked_at()
    {
        using RegistryServer registry = RegistryServer.Start();
        string reference = EmbeddedLayout.CopyTo(registry);
        TestProject tool = TestProject.Create("Tool", "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType><ContainerBaseImage>localhost:1/nowhere:1</ContainerBaseImage>", "", "return 0;");
        TestProject project = TestProject.Web(
            $"<ContainerBaseImage>{reference}</ContainerBaseImage><OpenShiftGuard>false</OpenShiftGuard>",
            $"<ProjectReference Include=\"{tool.ProjectFile}\" ReferenceOutputAssembly=\"false\" />");
        string archive = Path.Combine(project.Folder, "out.tar");
        string said = project.Publish("-c", "Release", "-tl:off", "-v:detailed", $"-p:ContainerArchiveOutputPath={archive}").MustSucceed().Text;
        Assert.Contains($"{Said} {reference}", said);
        Assert.DoesNotContain($"{Said} localhost:1/nowhere:1", said);
    }

    [TestMethod]
    public void The_base_image_that_the_SDK_will_choose_is_the_one_that_is_looked_at()
    {
        TestProject project = TestProject.Web();

        // There is nothing behind the name here; what is looked at and what is asked for in the end must be one name.
        string said = project.Publish("-c", "Release", "-tl:off", "-v:detailed", "-p:OpenShiftEmbeddedBase=WhenUnreachable", $"-p:ContainerArchiveOutputPath={Path.Combine(project.Folder, "out.tar")}").Text;
        Assert.Contains($"{Said} mcr.microsoft.com/dotnet/aspnet:10.0 ", said);
    }

    private static void Clean(TestProject project)
    {
        foreach (string folder in (string[])["bin", "obj"])
        {
            Directory.Delete(Path.Combine(project.Folder, folder), recursive: true);
        }
    }
}
