using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Sarif;

/// <summary>What GitLab reads of a report.</summary>
[TestClass]
public sealed class CodeQualityWriterTests
{
    [TestMethod]
    public async Task Every_shown_finding_is_an_issue_in_a_file_of_the_repository()
    {
        Rule[] rules =
        [
            new OtherViolated(
                Run.Seen("thing:a", source: new SourceLocation("/src/WebApi/Props dir/a.props", 3, 7)),
                Run.Seen("thing:b"),
                Run.Seen("thing:c", source: new SourceLocation("/elsewhere/x.cs", 9)),
                Finding.CouldNotTell(new Location("Script /run.sh", "file:/run.sh"), "cannot be read (line 3)")),
        ];
        using var output = new MemoryStream();
        await CodeQualityWriter.WriteAsync(output, Run.Of(rules), "/src", "/src/WebApi/WebApi.csproj", "linux-x64", CancellationToken.None);
        JsonArray issues = JsonNode.Parse(Encoding.UTF8.GetString(output.ToArray()))!.AsArray();

        CollectionAssert.AreEqual(
            (string[])["WebApi/Props dir/a.props:3", "WebApi/WebApi.csproj:1", "WebApi/WebApi.csproj:1"],
            issues.Select(static i => $"{i!["location"]!["path"]}:{i["location"]!["lines"]!["begin"]}").ToArray());
        Assert.HasCount(3, issues.Select(static i => (string)i!["fingerprint"]!).Distinct());
        Assert.IsTrue(issues.All(static i => (string)i!["check_name"]! is ['O', 'S', 'C', ..] && (string)i["severity"]! is "critical" or "major" or "info" && ((string)i["description"]!).Length > 0));
    }
}
