using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class BuildCommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("command-line-");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    [DataRow("dotnet.dll publish -c Release -t:PublishContainer", true)]
    [DataRow("dotnet.dll publish /t:publishcontainer", true)]
    [DataRow("dotnet.dll publish --target:PublishContainer", true)]
    [DataRow("dotnet.dll publish -t PublishContainer", true)]
    [DataRow("dotnet.dll msbuild -target:Build;PublishContainer", true)]
    [DataRow("dotnet.dll msbuild -t:Build,PublishContainer Shop.csproj", true)]
    [DataRow("dotnet.dll publish -c Release", false)]
    [DataRow("dotnet.dll build -p:Note=PublishContainer", false)]
    [DataRow("dotnet.dll publish PublishContainer.csproj", false)]
    [DataRow("dotnet.dll publish -t:PublishContainers", false)]
    [DataRow("dotnet.dll build -t:Shop:PublishContainer", false)]
    [DataRow("dotnet.dll publish -t", false)]
    public void A_target_is_asked_for_by_its_name(string line, bool asked) =>
        Assert.AreEqual(asked, new BuildCommandLine(line.Split(' '), _folder.FullName).AsksFor("PublishContainer"));

    [TestMethod]
    [DataRow("MSBuild.dll /nologo /nodemode:1 /nodeReuse:false", false)]
    [DataRow("MSBuild.dll -nodemode:8", false)]
    [DataRow("dotnet.dll publish -t:PublishContainer", true)]
    public void A_worker_or_a_server_has_no_command_line_of_the_users(string line, bool isOfTheUser) =>
        Assert.AreEqual(isOfTheUser, new BuildCommandLine(line.Split(' '), _folder.FullName).IsOfTheUser);

    [TestMethod]
    public void The_project_that_is_named_is_asked_and_no_other_one()
    {
        string shop = Write("Shop/Shop.csproj");
        string worker = Write("Worker/Worker.fsproj");
        foreach (string named in (string[])["Shop/Shop.csproj", shop, "Shop"])
        {
            var command = new BuildCommandLine(["dotnet.dll", "publish", named, "-t:PublishContainer"], _folder.FullName);
            Assert.IsTrue(command.Names(shop), named);
            Assert.IsFalse(command.Names(worker), named);
        }
    }

    [TestMethod]
    public void Without_a_name_it_is_the_only_project_of_the_current_folder()
    {
        string shop = Write("Shop/Shop.csproj");
        var command = new BuildCommandLine(["dotnet.dll", "publish", "-t:PublishContainer"], Path.GetDirectoryName(shop)!);
        Assert.IsTrue(command.Names(shop));
        Assert.IsFalse(command.Names(Write("Worker/Worker.fsproj")));
    }

    [TestMethod]
    [DataRow("Shop.slnx")]
    [DataRow("Shop.sln")]
    [DataRow("Traversal.proj")]
    public void A_solution_asks_all_its_projects(string solution)
    {
        string path = Write(solution);
        string shop = Write("Shop/Shop.csproj");
        Assert.IsTrue(new BuildCommandLine(["dotnet.dll", "publish", path, "-t:PublishContainer"], "/").Names(shop));
        Assert.IsTrue(new BuildCommandLine(["dotnet.dll", "publish", "-t:PublishContainer"], _folder.FullName).Names(shop));
    }

    private string Write(string path)
    {
        string full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "<Project />");
        return full;
    }
}
