using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Applications as teams write them, run: those that need nothing outside are clean, and each fault is found by exactly the rule it is of.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CorpusProofTests
{
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

    [TestMethod]
    public void The_tool_proves_images_of_every_source_and_its_exit_code_says_what_came_of_it()
    {
        Components.Require("skopeo");
        CorpusApplication good = Corpus.Of("PrintingApi");
        CorpusApplication bad = Corpus.Of("WrongProbePath");
        string archive = Path.Combine(Infrastructure.Sandbox.NewFolder("docker-archive"), "image.tar");
        Command.Run("skopeo", ["copy", "--insecure-policy", "--src-tls-verify=false", $"docker://{Corpus.Registry.Host}/{good.Repository}:1.0.0", $"docker-archive:{archive}:{good.Repository}:1.0.0"]).MustSucceed();
        foreach (string image in (string[])[$"{Corpus.Registry.Host}/{good.Repository}:1.0.0", "docker-archive:" + archive])
        {
            CommandResult proved = Prove(good, image, "none");
            Assert.AreEqual(0, proved.ExitCode, proved.Text);
            proved.MustSay(": Proved: started as 1000660000:0 in ").MustSay("after SIGTERM with code 0");
        }

        CommandResult failed = Prove(bad, bad.Image, "error");
        Assert.AreEqual(1, failed.ExitCode, failed.Text);
        failed.MustSay("OSC2031");
    }

    private static CommandResult Prove(CorpusApplication application, string image, string threshold) => Command.Run(
        "dotnet",
        [
            Path.Combine(Infrastructure.Sandbox.RepositoryRoot, "src/OpenShift.NET.Sdk.Tool/bin/Release/net10.0/openshift-image.dll"),
            "prove", image, "--manifests", application.Manifests, "--engine", "sandbox", "--severity-threshold", threshold, "--cache", Infrastructure.Sandbox.Cache, "--timeout", "20",
        ]);
}
