using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Checks;

/// <summary>The ways a user has to change what a finding does.</summary>
[TestClass]
[DoNotParallelize]
public class SeverityTests
{
    private static TestProject s_project = null!;

    [ClassInitialize]
    public static void Build(TestContext _)
    {
        s_project = TestProject.Web("", """
            <ContainerPort Include="80" />
            <OpenShiftSuppress Include="OSC1309" Condition="'$(Suppress)' != ''" Justification="$(Justification)" />
            """);
        s_project.Dotnet(null, "publish", s_project.ProjectFile, "-nologo").MustSucceed();
    }

    [TestMethod]
    public void A_low_port_is_an_error_until_the_user_decides_otherwise()
    {
        Publish().MustFail().MustSay("error OSC1309: ");
        Publish("-p:Suppress=true").MustFail().MustSay("error OSC1309: ").MustSay("OSC0003");
        Publish("-p:Suppress=true", "-p:Justification=tried").MustSucceed().MustNotSay("error OSC1309: ").MustNotSay("OSC0003");
        Publish("-p:NoWarn=OSC1309").MustFail().MustSay("error OSC1309: ");
        s_project.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.OSC1309.severity = warning\n");
        try
        {
            Publish().MustSucceed().MustNotSay("error OSC1309: ").MustSay("warning OSC1309: ");
            Publish("-p:NoWarn=OSC1309").MustSucceed().MustNotSay("OSC1309: ");
            Publish("-p:WarningsAsErrors=OSC1309").MustFail().MustSay("error OSC1309: ");
            Publish("-p:TreatWarningsAsErrors=true").MustFail().MustSay("error OSC1309: ");
        }
        finally
        {
            File.Delete(Path.Combine(s_project.Folder, ".editorconfig"));
        }
    }

    [TestMethod]
    public void A_profile_decides_how_strict_rules_are()
    {
        string[] plain = ["-p:Suppress=true", "-p:Justification=tried", "-p:Description="];
        Publish([.. plain]).MustSucceed().MustNotSay("OSC1701: ");
        Publish([.. plain, "-p:OpenShiftProfile=basic", "-v:d"]).MustSucceed().MustSay("message OSC1701: ").MustNotSay("warning OSC1701: ");
        Publish([.. plain, "-p:OpenShiftProfile=strict"]).MustSucceed().MustSay("warning OSC1701: ");
    }

    private static CommandResult Publish(params string[] arguments) =>
        s_project.Publish(["--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={s_project.Folder}/out/image.tar", .. arguments]);
}
