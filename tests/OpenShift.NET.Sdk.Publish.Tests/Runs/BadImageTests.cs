using System.Text.Json;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Runs;

/// <summary>An image OpenShift would not run never leaves the machine.</summary>
[TestClass]
public class BadImageTests
{
    [TestMethod]
    public void An_image_that_runs_as_root_on_a_low_port_is_stopped_before_delivery()
    {
        using RegistryServer registry = RegistryServer.Start();
        TestProject project = TestProject.Web("\n<ContainerUser>root</ContainerUser>", "\n<ContainerPort Include=\"80\" />");
        CommandResult result = project.Publish("-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/bad");
        result.MustFail().MustNotSay("OSC0013");
        string[] errors = [.. ReportedDiagnostics.Of(result, project).Where(l => l.Contains(": error ", StringComparison.Ordinal))];
        foreach ((string code, string element) in ((string, string)[])[("OSC1301", "<ContainerUser>"), ("OSC1309", "<ContainerPort ")])
        {
            int line = Array.FindIndex(File.ReadAllLines(project.ProjectFile), l => l.Contains(element, StringComparison.Ordinal)) + 1;
            string error = errors.SingleOrDefault(e => e.Contains($": error {code}: ", StringComparison.Ordinal)) ?? throw new AssertFailedException($"{code} is missing\n{result.Text}");
            Assert.StartsWith($"WebApi.csproj({line},", error);
            Assert.Contains(". ", error);
        }

        Assert.IsFalse(registry.HasRepository("shop/bad"));
        Assert.IsEmpty(registry.TakeRequests().Where(r => r.Contains("shop/bad", StringComparison.Ordinal) && !r.Contains("\"GET ", StringComparison.Ordinal)), "asked for what is known of layers, and nothing else");
        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Intermediate, "report.sarif")));
        Assert.AreEqual("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        string[] ids = [.. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(r => r.GetProperty("ruleId").GetString()!)];
        Assert.Contains("OSC1301", ids);
        Assert.Contains("OSC1309", ids);
    }
}
