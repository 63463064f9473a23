using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

/// <summary>What MSBuild 18.9 hands to the projects of a solution.</summary>
[TestClass]
public sealed class SolutionProjectsTests
{
    private const string Contents = """
        <SolutionConfiguration>
          <ProjectConfiguration Project="{9764E6DE-2354-29EC-C2CF-5B725A5CD445}" AbsolutePath="/src/Shop &amp; Co/Shop.Catalog.csproj" BuildProjectInSolution="True">Release|AnyCPU</ProjectConfiguration>
          <ProjectConfiguration Project="{99A48EE1-EDF5-7C61-2B9B-61FD1CF9FD60}" AbsolutePath="/src/Basket/Basket.fsproj" BuildProjectInSolution="True">Debug|x64<ProjectDependency Project="{9764E6DE-2354-29EC-C2CF-5B725A5CD445}" /></ProjectConfiguration>
          <ProjectConfiguration Project="{204D1308-1828-33ED-5F9E-543B7F9975EF}" AbsolutePath="/src/Old/Old.csproj" BuildProjectInSolution="False">Release|AnyCPU</ProjectConfiguration>
          <ProjectConfiguration Project="{204D1308-1828-33ED-5F9E-543B7F9975EE}" AbsolutePath="/src/Pages/Pages.esproj" BuildProjectInSolution="True">Release|AnyCPU</ProjectConfiguration>
        </SolutionConfiguration>
        """;

    [TestMethod]
    public void Projects_of_the_NET_SDK_that_the_configuration_builds_are_read_with_their_own_configuration() =>
        CollectionAssert.AreEqual(
            (SolutionProject[])[new("/src/Shop & Co/Shop.Catalog.csproj", "Release", "AnyCPU"), new("/src/Basket/Basket.fsproj", "Debug", "x64")],
            SolutionProjects.Read(Contents).ToArray());

    [TestMethod]
    public void Locks_are_taken_in_one_order_whatever_the_case_of_a_path() =>
        CollectionAssert.AreEqual(
            (string[])["/src/Basket.csproj", "/src/basket.csproj", "/src/catalog.csproj", "/src/Web.csproj"],
            SolutionProjects.InLockOrder(((string[])["/src/catalog.csproj", "/src/basket.csproj", "/src/Web.csproj", "/src/Basket.csproj"]).Select(static p => new SolutionProject(p, "Release", ""))).Select(static p => p.Path).ToArray());

    [TestMethod]
    [DataRow("")]
    [DataRow("<SolutionConfiguration>")]
    [DataRow("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><SolutionConfiguration>&b;</SolutionConfiguration>")]
    [DataRow("<SolutionConfiguration><ProjectConfiguration /></SolutionConfiguration>")]
    public void What_is_no_such_list_names_no_project(string contents) => Assert.IsEmpty(SolutionProjects.Read(contents));

    [TestMethod]
    [DataRow("dotnet.dll publish Shop.slnx -t:PublishContainer", 2)]
    [DataRow("dotnet.dll publish Shop.slnx", 0)]
    [DataRow("MSBuild.dll /nodemode:1", 0)]
    [DataRow("dotnet.dll publish Shop.slnx -t:Basket:PublishContainer", 1)]
    [DataRow("dotnet.dll publish Shop.slnx -t:basket:publishcontainer", 1)]
    [DataRow(@"dotnet.dll publish Shop.slnx -t:src\Shop_Catalog:PublishContainer", 1)]
    [DataRow("dotnet.dll publish Shop.slnx -t:Basket:PublishContainer;Shop_Catalog:PublishContainer", 2)]
    [DataRow("dotnet.dll publish Shop.slnx -t:Basket:PublishContainer -t:PublishContainer", 2)]
    [DataRow("dotnet.dll publish Shop.slnx -t:Orders:PublishContainer", 0)]
    public void A_target_of_one_project_asks_no_other_one(string line, int projects) =>
        Assert.HasCount(projects, SolutionProjects.AskedFor(SolutionProjects.Read(Contents), new BuildCommandLine(line.Split(' '), "/"), "PublishContainer"));

    [TestMethod]
    [DataRow("""{ "solution": { "path": "..\\Shop.slnx", "projects": [ "src\\Basket\\Basket.csproj", ], /* the rest is for Windows */ } }""", 1)]
    [DataRow("""{ "solution": { "path": "../Shop.slnx", "projects": [] } }""", 0)]
    [DataRow("""{ "solution": { } }""", 2)]
    [DataRow("no filter", 2)]
    public void A_filter_leaves_projects_out(string filter, int projects)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("filter-");
        try
        {
            string file = Path.Combine(folder.CreateSubdirectory("filters").FullName, "Linux.slnf");
            File.WriteAllText(file, filter);
            string Project(string name) => $"""<ProjectConfiguration AbsolutePath="{Path.Combine(folder.FullName, "src", name, name + ".csproj")}" BuildProjectInSolution="True">Release|AnyCPU</ProjectConfiguration>""";
            string contents = $"<SolutionConfiguration>{Project("Basket")}{Project("Framework")}</SolutionConfiguration>";
            var command = new BuildCommandLine(["dotnet.dll", "publish", "filters/Linux.slnf", "-t:PublishContainer"], folder.FullName);
            Assert.HasCount(projects, SolutionProjects.AskedFor(SolutionProjects.Read(contents), command, "PublishContainer"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
