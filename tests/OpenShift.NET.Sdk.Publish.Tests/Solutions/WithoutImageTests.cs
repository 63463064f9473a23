using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Solutions;

/// <summary>Which projects are applications when they are published by themselves, and that the others say so instead of ending as if all had gone well.</summary>
[TestClass]
public sealed class WithoutImageTests
{
    // What Microsoft.NET.Test.Sdk says in its props.
    private const string Tested = "<IsTestProject>true</IsTestProject>";

    [TestMethod]
    public void A_web_application_that_has_its_tests_with_it_becomes_an_image_and_a_test_project_says_why_it_does_not()
    {
        TestProject application = TestProject.Web(Tested + "<GenerateProgramFile>false</GenerateProgramFile>", name: "Login");
        Publish(application).MustSucceed().MustNotSay("OSC0068");
        Assert.IsTrue(File.Exists(Archive(application)));

        TestProject tests = TestProject.Create("Shop.Tests", "Microsoft.NET.Sdk", Tested + "<OutputType>Exe</OutputType>", "", "return 0;");
        CommandResult alone = Publish(tests).MustSucceed();
        Assert.AreEqual("Shop.Tests is a test project (IsTestProject is true), so no image is made of it. Where it is an application that has its tests with it, publish it with -p:IsTestProject=false.", Told(alone));
        Assert.IsFalse(File.Exists(Archive(tests)));
        Publish(tests, "-p:IsTestProject=false").MustSucceed().MustNotSay("OSC0068");
        Assert.IsTrue(File.Exists(Archive(tests)));

        TestProject library = TestProject.Create("Shop.Domain", "Microsoft.NET.Sdk", "<OutputType>Library</OutputType>", "", "public static class Prices;");
        Assert.AreEqual("Shop.Domain is a library, so no image is made of it. Publish the project of the application.", Told(Publish(library).MustSucceed()));
    }

    private static string Archive(TestProject project) => Path.Combine(project.Folder, "image.tar");

    private static CommandResult Publish(TestProject project, params string[] more) =>
        project.Publish(["-tl:off", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={Archive(project)}", .. more]);

    private static string Told(CommandResult result) => Regex.Match(result.Output, @"(?m)^.*message OSC0068: (.*?)(?: \[.*)?\r?$").Groups[1].Value;
}
