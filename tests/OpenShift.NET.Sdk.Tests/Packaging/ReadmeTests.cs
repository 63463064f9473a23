using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>The README says what and why, and leads to everything else.</summary>
[TestClass]
public sealed class ReadmeTests
{
    private static readonly MarkdownPage Readme = MarkdownPage.Read("README.md");

    [TestMethod]
    [DataRow("README.md")]
    [DataRow("CONTRIBUTING.md")]
    [DataRow("CHANGELOG.md")]
    public void Links_into_the_repository_lead_somewhere(string page) => MarkdownPage.Read(page).AssertLinksLead();

    [TestMethod]
    public void It_leads_to_every_page_of_the_reference()
    {
        foreach (MarkdownPage page in MarkdownPage.In("docs", "reference"))
        {
            Assert.Contains($"]({page.Name})", Readme.Text);
        }
    }

    [TestMethod]
    public void It_stays_short() => Assert.IsLessThan(7000, Readme.Text.Length, "The README is for a first visit: what is more belongs into docs/reference.");

    [TestMethod]
    public void The_two_commands_can_be_run()
    {
        foreach (string script in (string[])["demo.sh", "test.sh"])
        {
            Assert.Contains($"./{script} ", Readme.Text);
            Assert.IsTrue(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Repository.Root, script)).HasFlag(UnixFileMode.UserExecute), script);
        }
    }
}
