namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Applications as teams write them, run: those that need nothing outside are clean, and each fault is found by exactly the rule it is of.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CorpusProofTests
{
    [ClassCleanup]
    public static void End() => Corpus.End();

    [TestMethod]
    public void Each_application_is_found_to_do_what_it_does_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (CorpusApplication application in Corpus.Applications)
        {
            if (!File.Exists(Path.Combine(application.Intermediate, "run.json")))
            {
                wrong.Add($"{application.Name} was not run");
                continue;
            }

            string[] findings = [.. application.Findings().Where(static f => Corpus.Rules.Contains(f[..7]))];
            string[] rules = [.. findings.Select(static f => f[..7]).Distinct().Order(StringComparer.Ordinal)];
            if (!rules.SequenceEqual(application.Expected))
            {
                wrong.Add($"{application.Name}: expected [{string.Join(' ', application.Expected)}]\n  {string.Join("\n  ", findings)}");
            }

            // An error delivers nothing, a warning does not stop it.
            bool isStopped = findings.Any(static f => f.Contains(" error: ", StringComparison.Ordinal));
            if (Corpus.Registry.HasRepository(application.Repository) == isStopped)
            {
                wrong.Add($"{application.Name} was {(isStopped ? "" : "not ")}delivered");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong) + "\n" + Corpus.Publish.Text);
        Assert.IsGreaterThanOrEqualTo(30, Corpus.Applications.Length);
    }
}
