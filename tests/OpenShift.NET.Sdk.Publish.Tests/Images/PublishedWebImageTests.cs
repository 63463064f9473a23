using System.Formats.Tar;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Images;

/// <summary>What one web application with packages, a referenced project, static files and settings looks like in its image.</summary>
[TestClass]
public sealed class PublishedWebImageTests
{
    private const UnixFileMode ReadAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode RunAll = ReadAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static TestProject s_project = null!;
    private static CommandResult s_result = null!;
    private static LayoutImage s_image = null!;

    [ClassInitialize]
    public static void Publish(TestContext _)
    {
        s_project = Create(Sandbox.NewFolder("Größe und Maß"));
        s_result = Publish(s_project, "-v:d").MustSucceed();
        s_image = LayoutImage.Read(s_project.Intermediate);
    }

    [TestMethod]
    public void The_configuration_says_port_user_volumes_environment_and_labels_whole()
    {
        Assert.AreEqual("8080/tcp", s_image.Ports);
        Assert.AreEqual("1654:0", s_image.User);
        Assert.AreEqual("/app/data /var/cache/app", s_image.Volumes);
        CollectionAssert.IsSubsetOf((string[])["SHOP_VERSION=1.4.2", "HOME=/tmp", "DOTNET_EnableDiagnostics_IPC=0", "DOTNET_EnableDiagnostics_Debugger=0", "DOTNET_GCHeapHardLimitPercent=4B", "ASPNETCORE_HTTP_PORTS=8080", "CONNECTION=a:b;c=d"], s_image.Environment.ToArray());
        Assert.AreEqual("12:30; a;b:c=d", s_image.Labels["note"]);
        Assert.AreEqual("Time: 12:30; a;b:c", s_image.Labels["io.k8s.description"]);
        Assert.AreEqual("Time: 12:30; a;b:c", s_image.Labels["org.opencontainers.image.description"]);
        Assert.IsFalse(s_image.Labels.ContainsKey("b"), "A value was taken apart at its semicolon.");
        StringAssert.Contains(s_result.Output, "Wrote shop:1.4.2 to the OCI layout ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Layers_go_from_what_changes_rarely_to_what_changes_often()
    {
        Assert.AreEqual("writable folders|packages|content|project references|app", s_image.OwnLayers);
        Dictionary<string, string> layers = s_image.OwnEntries().Where(e => e.Entry.EntryType == TarEntryType.RegularFile).ToDictionary(e => e.Entry.Name, e => e.Layer);
        Assert.AreEqual("packages", layers["app/NuGet.Versioning.dll"]);
        Assert.AreEqual("content", layers["app/wwwroot/index.html"]);
        Assert.AreEqual("project references", layers["app/Lib.dll"]);
        Assert.AreEqual("app", layers["app/Shop.dll"]);
        Assert.AreEqual("app", layers["app/appsettings.json"]);
    }

    [TestMethod]
    public void Only_declared_folders_are_writable_and_everything_belongs_to_root()
    {
        foreach ((string layer, TarEntry entry) in s_image.OwnEntries())
        {
            string name = entry.Name.TrimEnd('/');
            UnixFileMode mode = entry.EntryType == TarEntryType.Directory ? RunAll : name == "app/Shop" ? RunAll : ReadAll;
            if (name is "app/data" or "var/cache/app")
            {
                mode |= UnixFileMode.GroupWrite;
            }

            Assert.AreEqual(mode, entry.Mode, $"{entry.Name} in {layer}");
            Assert.AreEqual((0, 0), (entry.Uid, entry.Gid), entry.Name);
            Assert.AreEqual(DateTimeOffset.FromUnixTimeSeconds(1), entry.ModificationTime, entry.Name);
        }

        CollectionAssert.IsSubsetOf((string[])["app/data", "var/cache/app"], s_image.OwnEntries().Select(e => e.Entry.Name.TrimEnd('/')).ToArray());
    }

    [TestMethod]
    public void What_has_no_use_in_the_image_is_left_out_said_and_put_back_by_its_property()
    {
        IReadOnlyList<string> files = s_image.Files();
        CollectionAssert.DoesNotContain(files.ToArray(), "appsettings.Development.json");
        CollectionAssert.DoesNotContain(files.ToArray(), "web.config");
        CollectionAssert.Contains(files.ToArray(), "Shop.pdb");
        CollectionAssert.Contains(files.ToArray(), "runtimes/linux-x64/native/libe_sqlite3.so");
        Assert.IsFalse(files.Any(f => f.StartsWith("runtimes/win", StringComparison.Ordinal)));
        s_result.MustSay("OpenShiftIncludeDevelopmentSettings=true").MustSay("OpenShiftIncludeWebConfig=true").MustSay("OpenShiftIncludeForeignNatives=true");

        TestProject project = Create(Sandbox.NewFolder("all"));
        Publish(project).MustSucceed();
        project.Write("bin/Release/net10.0/publish/left-over.txt", "from an earlier build");
        CommandResult result = Publish(project, "--no-build", "-v:d", "-p:OpenShiftIncludeDevelopmentSettings=true", "-p:OpenShiftIncludeWebConfig=true", "-p:OpenShiftIncludeForeignNatives=true", "-p:OpenShiftIncludeSymbols=false").MustSucceed();
        files = LayoutImage.Read(project.Intermediate).Files();
        CollectionAssert.IsSubsetOf((string[])["appsettings.Development.json", "web.config", "runtimes/win-x64/native/e_sqlite3.dll", "left-over.txt"], files.ToArray());
        Assert.IsFalse(files.Any(f => f.EndsWith(".pdb", StringComparison.Ordinal)));
        result.MustSay("left-over.txt").MustSay("OpenShiftIncludeUnlistedFiles=false");
    }

    [TestMethod]
    public void Another_folder_another_culture_and_a_clean_build_give_the_same_digest()
    {
        TestProject other = Create(Sandbox.NewFolder("elsewhere"));
        Publish(other, new Dictionary<string, string?> { ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8", ["TZ"] = "Asia/Kolkata" }).MustSucceed();
        Assert.AreEqual(s_image.Digest, LayoutImage.Read(other.Intermediate).Digest, "another folder, culture and time zone");

        foreach (string folder in (string[])["bin", "obj", "Lib/bin", "Lib/obj"])
        {
            Directory.Delete(Path.Combine(other.Folder, folder), recursive: true);
        }

        File.SetLastWriteTimeUtc(Path.Combine(other.Folder, "wwwroot/index.html"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Publish(other).MustSucceed();
        Assert.AreEqual(s_image.Digest, LayoutImage.Read(other.Intermediate).Digest, "after deleting bin and obj");
    }

    private static CommandResult Publish(TestProject project, params string[] arguments) => Publish(project, null, arguments);

    private static CommandResult Publish(TestProject project, Dictionary<string, string?>? environment, params string[] arguments) =>
        project.Publish(environment, ["-p:OpenShiftEmbeddedBase=Always", "-p:OpenShiftArchiveFormat=OciLayout", "-p:ContainerArchiveOutputPath=out/", .. arguments]);

    private static TestProject Create(string folder)
    {
        TestProject project = TestProject.Create(
            "Shop",
            "Microsoft.NET.Sdk.Web",
            "<Version>1.4.2</Version><Description>Time: 12:30; a;b:c</Description><DefaultItemExcludes>$(DefaultItemExcludes);Lib/**;out/**</DefaultItemExcludes>",
            """
            <PackageReference Include="NuGet.Versioning" Version="8.0.0" />
            <PackageReference Include="SQLitePCLRaw.lib.e_sqlite3" Version="2.1.13" />
            <ProjectReference Include="Lib/Lib.csproj" />
            <OpenShiftWritablePath Include="/app/data" Volume="EmptyDir" />
            <OpenShiftWritablePath Include="/var/cache/app" />
            <ContainerLabel Include="note" Value="12:30; a;b:c=d" />
            <ContainerEnvironmentVariable Include="CONNECTION" Value="a:b;c=d" />
            """,
            TestProject.WebProgram.Replace("\"hello\"", "Lib.Words.Hello", StringComparison.Ordinal),
            folder);
        // A referenced project that has the package too gets the same path map; without it its own absolute path would be in its symbols.
        project.Write("Lib/Lib.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="OpenShift.NET.Sdk" Version="{Sandbox.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        project.Write("Lib/Words.cs", "namespace Lib; public static class Words { public static string Hello => \"hello\"; }");
        project.Write("wwwroot/index.html", "<h1>hello</h1>");
        project.Write("appsettings.json", "{}");
        project.Write("appsettings.Development.json", "{}");
        return project;
    }
}
