using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Delivery;

[TestClass]
public sealed class OutputFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputFoldersTests() => _folder.Write("repo/src/Shop/Shop.csproj", "<Project />");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("repo/src/Shop", "the project's own folder")]
    [DataRow("repo/src", "a folder that the project lies in")]
    [DataRow("", "a folder that the project lies in")]
    [DataRow("link", "the project's own folder")]
    [DataRow("/", "the root of the file system")]
    public void A_layout_is_never_written_over_the_project(string path, string why)
    {
        Directory.CreateSymbolicLink(_folder["link"], _folder["repo/src/Shop"]);
        OpenShiftException failure = Failures.Expect(ToolCodes.OutputFolderOccupied, () => OutputFolders.CheckArchive(Facts(path == "/" ? "/" : Path.TrimEndingDirectorySeparator(_folder[path]))));
        Assert.Contains(why, failure.Seen);
    }

    [TestMethod]
    public void The_home_folder_is_never_written_into_even_when_it_is_empty() =>
        Failures.Expect(ToolCodes.OutputFolderOccupied, () => OutputFolders.CheckArchive(Facts(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))));

    [TestMethod]
    public void A_project_that_lies_in_a_linked_folder_is_protected_where_it_really_is()
    {
        Directory.CreateSymbolicLink(_folder["checkout"], _folder["repo"]);
        ProjectFacts facts = Facts(_folder["repo/src/Shop"]);
        Failures.Expect(ToolCodes.OutputFolderOccupied, () => OutputFolders.CheckArchive(facts with { Identity = facts.Identity with { ProjectFile = _folder["checkout/src/Shop/Shop.csproj"] } }));
    }

    [TestMethod]
    public void Folders_below_the_project_and_elsewhere_are_fine()
    {
        Directory.CreateDirectory(_folder["repo/src/Shop/empty"]);
        OutputFolders.CheckArchive(Facts(_folder["repo/src/Shop/out"]));
        OutputFolders.CheckArchive(Facts(_folder["repo/src/Shop/empty"]));
        OutputFolders.CheckArchive(Facts(_folder["repo/src/Sho"]));
        OutputFolders.CheckArchive(Facts(_folder["image.tar"], ArchiveFormat.Docker));
        OutputFolders.Check(Facts(_folder["out"]), new StageFolder(_folder["repo/src/Shop/obj/openshift"]));
    }

    [TestMethod]
    public void The_stage_folder_is_not_the_project()
    {
        OpenShiftException failure = Failures.Expect(ToolCodes.OutputFolderOccupied, () => OutputFolders.Check(Facts(_folder["out"]), new StageFolder(_folder["repo/src/Shop"])));
        Assert.StartsWith("OpenShiftIntermediateDirectory is ", failure.Seen);
    }

    [TestMethod]
    public void Standard_output_is_no_place_for_an_archive()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Linux only");
        }

        ProjectFacts facts = Facts("/dev/stdout", ArchiveFormat.Docker);
        Failures.Expect(ToolCodes.OutputNotWritable, () => OutputFolders.CheckArchive(facts));
        Failures.Expect(ToolCodes.OutputNotWritable, () => OutputFolders.Check(Facts(_folder["image.tar"], ArchiveFormat.Docker) with { Checks = new CheckFacts { HtmlReportFile = "/proc/self/fd/2" } }, new StageFolder(_folder["repo/src/Shop/obj/openshift"])));
    }

    [TestMethod]
    public void The_code_quality_report_is_written_over_nothing_else()
    {
        string source = _folder.Write("repo/src/Shop/Program.cs", "Console.WriteLine();");
        Assert.Contains("was not touched", Expect(ToolCodes.OutputFolderOccupied, source).Seen);
        Assert.AreEqual("Console.WriteLine();", File.ReadAllText(source));
        Expect(ToolCodes.OutputFolderOccupied, _folder.Write("package.json", "{ \"name\": \"shop\" }"));
        Expect(ToolCodes.OutputNotWritable, _folder["repo"]);
        if (OperatingSystem.IsLinux())
        {
            Assert.StartsWith("OpenShiftCodeQuality names an open file", Expect(ToolCodes.OutputNotWritable, "/dev/stdout").Seen);
            Check("/dev/null");
        }

        Check(_folder["new/quality.json"]);
        Check(_folder.Write("empty.json", ""));
        Check(_folder.Write("of-others.json", "[ { \"description\": \"a\" } ]"));

        OpenShiftException Expect(string code, string path)
        {
            OpenShiftException failure = Failures.Expect(code, () => Check(path));
            Assert.AreEqual("OpenShiftCodeQuality", failure.Place?.File);
            return failure;
        }

        void Check(string path)
        {
            ProjectFacts facts = Facts(_folder["image.tar"], ArchiveFormat.Docker);
            OutputFolders.Check(
                facts with { Checks = new CheckFacts { CodeQualityFile = path }, Places = facts.Places.SetItem("OpenShiftCodeQuality", new SourceLocation("OpenShiftCodeQuality")) },
                new StageFolder(_folder["repo/src/Shop/obj/openshift"]));
        }
    }

    private ProjectFacts Facts(string path, ArchiveFormat format = ArchiveFormat.OciLayout)
    {
        ProjectFacts facts = Sdk.Tests.Images.Projects.Web();
        return facts with
        {
            Identity = facts.Identity with { ProjectFile = _folder["repo/src/Shop/Shop.csproj"] },
            Destination = facts.Destination with { ArchivePath = path, ArchiveFormat = format },
        };
    }
}
