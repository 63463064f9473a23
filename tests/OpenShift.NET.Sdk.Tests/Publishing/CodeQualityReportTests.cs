using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing;

/// <summary>One file for the issues of all platforms and projects.</summary>
[TestClass]
public sealed class CodeQualityReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CodeQualityReportTests()
    {
        _folder.Write("src/A/A.csproj", "<Project />");
        _folder.Write("src/B/B.csproj", "<Project />");
    }

    private string Report => _folder["out/quality.json"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Platforms_and_projects_each_have_their_issues_in_it_whoever_comes_last()
    {
        await PutAsync("A", "linux-x64", "thing:one", "thing:both");
        await PutAsync("A", "linux-arm64", "thing:both");
        await PutAsync("B", "linux-x64", "thing:both");
        CollectionAssert.AreEqual((string[])["src/A/A.csproj Thing both [A/linux-arm64 A/linux-x64]", "src/A/A.csproj Thing one [A/linux-x64]", "src/B/B.csproj Thing both [B/linux-x64]"], Issues());
        Assert.HasCount(3, Fingerprints().Distinct(), "GitLab takes issues of one fingerprint for one");
        string first = File.ReadAllText(Report);

        File.Delete(Report);
        await PutAsync("B", "linux-x64", "thing:both");
        await PutAsync("A", "linux-arm64", "thing:both");
        await PutAsync("A", "linux-x64", "thing:one", "thing:both");
        Assert.AreEqual(first, File.ReadAllText(Report));
    }

    [TestMethod]
    public async Task What_is_mended_published_no_more_or_gone_is_out_and_what_others_wrote_stays()
    {
        _folder.Write("out/quality.json", """[{"description":"of a linter","fingerprint":"f","location":{"path":"a.js","lines":{"begin":1}}}]""");
        await PutAsync("A", "linux-x64", "thing:one", "thing:both");
        await PutAsync("A", "linux-arm64", "thing:both");
        await PutAsync("B", "linux-x64", "thing:two");
        await PutAsync("A", "linux-x64", "thing:one");
        CollectionAssert.AreEqual((string[])["a.js of a linter []", "src/A/A.csproj Thing both [A/linux-arm64]", "src/A/A.csproj Thing one [A/linux-x64]", "src/B/B.csproj Thing two [B/linux-x64]"], Issues());

        await PutOneOfAsync("A", "linux-x64", ["linux-x64"], "thing:one");
        Directory.Delete(_folder["src/B"], recursive: true);
        await PutOneOfAsync("A", "linux-x64", ["linux-x64"]);
        CollectionAssert.AreEqual((string[])["a.js of a linter []"], Issues());
    }

    [TestMethod]
    public async Task Frameworks_published_one_after_the_other_each_have_their_issues_in_it()
    {
        await PutFrameworkAsync("net9.0", ["net9.0", "net10.0"], "thing:old", "thing:both");
        await PutFrameworkAsync("net10.0", ["net9.0", "net10.0"], "thing:new", "thing:both");
        await PutAsync("B", "linux-x64", "thing:two");
        CollectionAssert.AreEqual(
            (string[])["Thing both [src/A/A.csproj/net10.0/linux-x64 src/A/A.csproj/net9.0/linux-x64]", "Thing new [src/A/A.csproj/net10.0/linux-x64]", "Thing old [src/A/A.csproj/net9.0/linux-x64]", "Thing two [src/B/B.csproj/linux-x64]"],
            Origins());
        await PutFrameworkAsync("net9.0", ["net9.0", "net10.0"], "thing:old");
        CollectionAssert.AreEqual(
            (string[])["Thing both [src/A/A.csproj/net10.0/linux-x64]", "Thing new [src/A/A.csproj/net10.0/linux-x64]", "Thing old [src/A/A.csproj/net9.0/linux-x64]", "Thing two [src/B/B.csproj/linux-x64]"],
            Origins());

        await PutFrameworkAsync("net10.0", ["net10.0", "net11.0"], "thing:new");
        CollectionAssert.AreEqual((string[])["Thing new [src/A/A.csproj/net10.0/linux-x64]", "Thing two [src/B/B.csproj/linux-x64]"], Origins(), "net9.0 is published no more");
        await PutFrameworkAsync("net10.0", [], "thing:new");
        CollectionAssert.AreEqual((string[])["Thing new [src/A/A.csproj/linux-x64]", "Thing two [src/B/B.csproj/linux-x64]"], Origins());
        await PutFrameworkAsync("net10.0", ["net9.0", "net10.0"], "thing:new");
        Directory.Delete(_folder["src/A"], recursive: true);
        await PutAsync("B", "linux-x64", "thing:two");
        CollectionAssert.AreEqual((string[])["Thing two [src/B/B.csproj/linux-x64]"], Origins());
    }

    [TestMethod]
    public async Task Many_that_write_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => PutOneOfAsync("A", "rid-" + i, [.. Enumerable.Range(0, 12).Select(static n => "rid-" + n)], "thing:" + i))));
        Assert.HasCount(12, Issues());
        CollectionAssert.AreEqual((string[])["quality.json"], Directory.GetFileSystemEntries(_folder["out"]).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public async Task A_file_that_became_something_else_is_not_touched()
    {
        _folder.Write("out/quality.json", "version: 1\n");
        await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => PutAsync("A", "linux-x64", "thing:one"));
        Assert.AreEqual("version: 1\n", File.ReadAllText(Report));
    }

    [TestMethod]
    [DataRow("""[{"a":1,"a":2}]""")]
    [DataRow("""[{"fingerprint":"f","location":{"path":"a.js","path":"b.js"}}]""")]
    [DataRow("""[{"fingerprint":"f","location":"a.js","origins":["src/B/B.csproj/linux-x64"]}]""")]
    [DataRow("""[{"fingerprint":"f","location":["a.js"],"origins":["src/B/B.csproj/linux-x64"]}]""")]
    [DataRow("""[{"fingerprint":"f","location":{"path":"a.js","lines":7},"origins":["src/B/B.csproj/linux-x64"]}]""")]
    [DataRow("""[{"fingerprint":"\ud800","location":{"path":"a.js"},"origins":["src/B/B.csproj/linux-x64"]}]""")]
    [DataRow("""[{"fingerprint":"\ud800"}]""")]
    [DataRow("""[{"\ud800":1}]""")]
    [DataRow("""[{"fingerprint":"f","origins":["\ud800/linux-x64"]}]""")]
    [DataRow("""["an issue"]""")]
    public async Task A_file_that_is_almost_a_report_is_not_touched(string content)
    {
        _folder.Write("out/quality.json", content);
        await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => PutAsync("A", "linux-x64", "thing:one"));
        Assert.AreEqual(content, File.ReadAllText(Report));
    }

    [TestMethod]
    public async Task What_others_say_in_other_members_is_theirs()
    {
        _folder.Write("out/quality.json", """[{"description":"\ud83d\ude00","location":{"path":"a.js","positions":{"begin":{"line":1}}},"origins":"theirs"},{"description":"of B","location":{"path":"b.js"},"origins":["src/B/B.csproj/linux-x64",null,7]}]""");
        await PutAsync("A", "linux-x64");
        CollectionAssert.AreEqual((string[])["a.js \U0001F600 []", "b.js of B [B/linux-x64]"], Issues());
    }

    private Task PutAsync(string project, string platform, params string[] places) => PutOneOfAsync(project, platform, ["linux-x64", "linux-arm64"], places);

    private Task PutOneOfAsync(string project, string platform, string[] platforms, params string[] places) => PutAsync(project, platform, new CheckFacts { CodeQualityPlatforms = [.. platforms] }, "net10.0", places);

    private Task PutFrameworkAsync(string framework, string[] frameworks, params string[] places) =>
        PutAsync("A", "linux-x64", new CheckFacts { CodeQualityPlatforms = ["linux-x64"], CodeQualityFrameworks = [.. frameworks] }, framework, places);

    private async Task PutAsync(string project, string platform, CheckFacts checks, string framework, string[] places)
    {
        string file = _folder[$"src/{project}/{project}.csproj"];
        using var output = new MemoryStream();
        Rule[] rules = [new OtherViolated([.. places.Select(static p => Run.Seen(p))])];
        await CodeQualityWriter.WriteAsync(output, Run.Of(rules), _folder.Path, file, platform, CancellationToken.None);
        ProjectFacts facts = Sdk.Tests.Images.Projects.Web();
        facts = facts with { Identity = facts.Identity with { ProjectFile = file }, Application = facts.Application with { RuntimeIdentifier = platform, TargetFramework = framework }, Checks = checks };
        await CodeQualityReport.PutAsync(Report, output.ToArray(), facts, _folder.Path, CancellationToken.None);
    }

    private JsonArray Read() => JsonNode.Parse(File.ReadAllText(Report))!.AsArray();

    private string[] Fingerprints() => [.. Read().Select(static i => (string)i!["fingerprint"]!)];

    private string[] Origins() => [.. Read().Select(static i => $"{Described(i!)} [{string.Join(' ', i!["origins"]!.AsArray())}]").Order(StringComparer.Ordinal)];

    private string[] Issues() => [.. Read().Select(static i => $"{i!["location"]!["path"]} {Described(i)} [{string.Join(' ', (i["origins"] as JsonArray ?? []).Select(static o => ((string)o!).Split('/') is [.., var p, _, var r] ? $"{p}/{r}" : ""))}]").Order(StringComparer.Ordinal)];

    private static string Described(JsonNode issue) => (string)issue["description"]! is var text && text.StartsWith("Thing ", StringComparison.Ordinal) ? string.Join(' ', text.Split(' ')[..2]) : text;
}
