using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>The images of the corpus, run with another engine than the publish has run them with, and judged by the rules over runs.</summary>
internal static class CorpusJudgement
{
    private const int AtOnce = 3;

    /// <summary>Holds that an engine sees of applications what the sandbox has seen.</summary>
    public static async Task AssertAsync(IRunEngine engine, IEnumerable<CorpusApplication> applications)
    {
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(applications, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (application, cancellationToken) =>
        {
            if (await WrongAsync(engine, application, cancellationToken) is { } problem)
            {
                wrong.Add(problem);
            }
        });
        Assert.IsEmpty(wrong, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }

    private static async Task<string?> WrongAsync(IRunEngine engine, CorpusApplication application, CancellationToken cancellationToken)
    {
        var environment = new ProcessEnvironment();
        var folder = new StageFolder(application.Intermediate);
        ProjectFacts facts = FactsJson.Read(await File.ReadAllBytesAsync(folder.Facts, cancellationToken), folder.Facts);
        facts = facts with { Prove = facts.Prove with { Engine = engine.Kind.ToString(), TimeoutSeconds = 20 } };
        CheckSubject subject = await CheckSubject.OpenAsync(facts, folder, environment, new CodeCache(), cancellationToken);
        RunPlan plan = RunPlanner.Plan(subject.ToPublication(), facts.Prove, environment.Variable);
        Proof proof = await new ProveStage(environment, new CheckStage(new SarifOptions { ToolVersion = "1.0.0" }, DateOnly.MinValue)) { Engines = [engine] }.RunAsync(facts, subject, plan, cancellationToken);
        await proof.Gone;
        RunFacts run = proof.Facts;
        Report report = new RuleEngine(Corpus.RulesOverRuns).Run(subject.ToPublication(run), new SeveritySettings { Profile = Profile.Recommended }, facts.Checks.Suppressions, DateOnly.MinValue, cancellationToken);
        ReportedFinding[] violations = [.. report.Findings.Where(static f => f.Outcome == Outcome.Violation && f.IsShown && Corpus.Rules.Contains(f.RuleId))];
        string[] found = [.. violations.Select(static f => f.RuleId).Distinct().Order(StringComparer.Ordinal)];
        return run.Engine == engine.Kind && found.SequenceEqual(application.Expected)
            ? null
            : $"{application.Name}: expected [{string.Join(' ', application.Expected)}], {RunLine.Of(run)}\n  {string.Join("\n  ", violations.Select(static f => $"{f.RuleId} {f.Where.Text} {f.Seen}"))}";
    }
}
