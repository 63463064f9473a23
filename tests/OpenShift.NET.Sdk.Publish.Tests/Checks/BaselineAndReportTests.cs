using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Checks;

/// <summary>A project with findings takes up the rules, and its reports.</summary>
[TestClass]
[DoNotParallelize]
public class BaselineAndReportTests
{
    [TestMethod]
    public void What_was_there_stays_quiet_what_is_new_speaks_and_what_is_mended_is_told()
    {
        TestProject project = TestProject.Web("", """
            <ContainerPort Include="80" Condition="'$(Mended)' == ''" />
            <ContainerPort Include="81" Condition="'$(More)' != ''" />
            <ContainerPort Include="8080" />
            """);
        project.Dotnet(null, "publish", project.ProjectFile, "-nologo").MustSucceed();
        string baseline = Path.Combine(project.Folder, ".openshift-baseline.sarif");
        string html = Path.Combine(project.Intermediate, "report.html");

        Publish(project).MustFail().MustSay("error OSC1309: ");
        Assert.IsTrue(File.Exists(html), "A publish that is stopped has a report too.");
        Publish(project, "-p:OpenShiftBaselineUpdate=true").MustSucceed().MustSay("OSC0007: ").MustNotSay(" OSC1309: ");
        byte[] written = File.ReadAllBytes(baseline);
        Publish(project).MustSucceed().MustNotSay(" OSC1309: ").MustNotSay("OSC0007").MustSay("in the baseline (" + html + ")");
        Publish(project, "-v:n").MustSucceed().MustSay("OpenShift: guideline 13 Run as any user id with group 0: ");
        Publish(project, "-p:More=true").MustFail().MustSay("Port 81/tcp").MustNotSay("Port 80/tcp");
        Assert.AreEqual("unchanged new", string.Join(' ', States(project)));
        Publish(project, "-p:Mended=true").MustSucceed().MustSay("message OSC0006: ").MustSay("OSC1309 port:80/tcp");
        CollectionAssert.AreEqual(written, File.ReadAllBytes(baseline), "Only an update changes the baseline.");

        Publish(project, "-p:OpenShiftReport=" + Path.Combine(project.Folder, "out/people.html")).MustSucceed();
        Assert.Contains("In the baseline.", File.ReadAllText(Path.Combine(project.Folder, "out/people.html")));
        File.Delete(html);
        Publish(project, "-p:OpenShiftReport=false").MustSucceed();
        Assert.IsFalse(File.Exists(html));

        File.WriteAllText(baseline, "<<<<<<< HEAD");
        Publish(project).MustFailWith(project, "OSC0062");
        Publish(project, "-p:OpenShiftBaseline=missing.sarif").MustFailWith(project, "OSC0062");
    }

    private static string[] States(TestProject project)
    {
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Intermediate, "report.sarif")));
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Where(r => r.GetProperty("ruleId").GetString() == "OSC1309").Select(r => r.GetProperty("baselineState").GetString()!)];
    }

    private static CommandResult Publish(TestProject project, params string[] arguments) =>
        project.Publish(["--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={project.Folder}/out/image.tar", .. arguments]);
}
