using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests;

/// <summary>No rule has anything against what this product writes itself.</summary>
[TestClass]
public sealed class GoldensAreQuietTests
{
    private static readonly string s_goldens = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Goldens");

    public static IEnumerable<object[]> Goldens =>
        Directory.EnumerateDirectories(s_goldens).Order(StringComparer.Ordinal).Select(d => new object[] { Path.GetFileName(d) });

    [TestMethod]
    [DynamicData(nameof(Goldens))]
    public void Every_rule_is_quiet_on_generated_manifests(string golden)
    {
        string folder = Path.Combine(s_goldens, golden);

        // What makes the image is no manifest that runs it, and no rule reads it (ManifestStage.ReadAsync).
        string pipelines = Path.Combine(folder, "pipelines") + "/";
        ManifestSet set = ManifestSet.Of(Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Where(f => !f.StartsWith(pipelines, StringComparison.Ordinal)).Select(f =>
            new ManifestFile(Path.GetRelativePath(folder, f).Replace('\\', '/'), YamlReader.Read(File.ReadAllBytes(f), f))));
        Publication like = RuleCase.Parse("").Build();
        ProjectFacts project = like.Project!;
        bool worker = !set.Objects.Any(o => o.Kind == "Service");
        var publication = new Publication
        {
            Project = project with { Application = project.Application with { Kind = worker ? ApplicationKind.Worker : ApplicationKind.Web } },
            Manifest = like.Manifest,
            Config = like.Config,
            Base = like.Base,
            Files = like.Files,
            Manifests = set,
        };

        Report report = new RuleEngine(new RuleCatalog(RuleCatalog.All.Rules.Select(r => r.Rule).Where(r => r is ManifestRule))).Run(
            publication, new SeveritySettings { Profile = Profile.Strict }, [], new DateOnly(2026, 1, 15), CancellationToken.None);

        Assert.AreEqual("", string.Join('\n', report.Findings.Select(f => $"{f.RuleId} {f.Where.Source}: {f.Message}")));
    }
}
