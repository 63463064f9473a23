using System.Collections.Immutable;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Apps;

/// <summary>An application of the corpus: a folder with its sources and <c>app.yaml</c>, which is a case (see <c>Guidelines/README.md</c>) with the keys <c>about</c> and <c>findings</c> besides.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Expected">The violations there are, each as <c>OSCnnnn file:line</c>.</param>
/// <param name="Case">The publication.</param>
internal sealed record ExampleApp(string Name, ImmutableArray<string> Expected, RuleCase Case)
{
    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Apps");

    public static string Results { get; } = Path.Combine(Folder, "RESULTS.md");

    public static IEnumerable<ExampleApp> All() => Directory.EnumerateDirectories(Folder).Order(StringComparer.Ordinal).Select(Read);

    /// <summary>The violations that some rules find, in the form of <see cref="Expected"/>.</summary>
    public ImmutableArray<string> Found(Func<string, bool> isMeasured)
    {
        RuleEngine engine = new();
        Report report = engine.Run(Case.Build(), new SeveritySettings { Profile = Profile.Strict }, [], new DateOnly(2026, 1, 15), CancellationToken.None);
        Assert.IsEmpty(report.Rules.Where(r => r.Status == RuleStatus.Broken), Name);
        return [.. report.Findings.Where(f => f.Outcome == Outcome.Violation && isMeasured(f.RuleId)).Select(f => $"{f.RuleId} {Relative(f.Where.Source?.File)}:{f.Where.Source?.Line}")];
    }

    private static ExampleApp Read(string folder)
    {
        JsonObject document = YamlJson.Read(File.ReadAllText(Path.Combine(folder, "app.yaml")));
        ImmutableArray<string> expected = [.. ((JsonArray)document["findings"]!).Select(f => (string)f!)];
        document.Remove("findings");
        document.Remove("about");
        document.TryAdd("manifests", new JsonObject { ["template.yaml"] = "" });
        foreach ((string key, string extension) in (ReadOnlySpan<(string, string)>)[("code", ".cs"), ("codeVb", ".vb")])
        {
            var sources = new JsonObject();
            foreach (string file in Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                sources[Path.GetRelativePath(folder, file).Replace('\\', '/')] = File.ReadAllText(file);
            }

            if (sources.Count > 0)
            {
                document[key] = sources;
            }
        }

        return new ExampleApp(Path.GetFileName(folder), expected, RuleCase.Of(document));
    }

    private static string Relative(string? file) => file is null ? "" : file.StartsWith("/src/WebApi/", StringComparison.Ordinal) ? file["/src/WebApi/".Length..] : file;
}
