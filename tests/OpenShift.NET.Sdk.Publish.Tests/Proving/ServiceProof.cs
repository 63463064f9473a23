using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>An application that is proved beside real servers, each of which is known to be ready in another way.</summary>
internal static class ServiceProof
{
    /// <summary>Proves it with an engine.</summary>
    public static async Task RunAsync(IRunEngine engine)
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "Shop", ProjectFile = "/src/Shop.csproj" },
            Application = new ApplicationFacts { RuntimeIdentifier = "" },
            Image = new ImageFacts { CacheDirectory = Infrastructure.Sandbox.Cache },
            Prove = new ProveFacts
            {
                Services =
                [
                    Service("answering", 5001, "http:/v2/"),
                    Service("commanded", 5002, "exec:/usr/bin/probe ask 127.0.0.1 5002"),
                    Service("listening", 5003, "tcp"),
                ],
            },
        };
        using ServiceImages services = await ServiceImages.OpenAsync(facts, new ProcessEnvironment(), null, CancellationToken.None);
        var plan = new RunPlan
        {
            Container = ProofSteps.Shell(
                """
                for target in 'answering 5001' 'commanded 5002' 'listening 5003'; do
                    set -- $target
                    address=$(getent hosts $1); address=${address%% *}
                    for i in 1 2 3 4 5 6 7 8 9; do answer=$(probe ask $address $2); [ -n "$answer" ] && break; sleep 0.3; done
                    echo "$1: $answer"
                done
                exit 0
                """),
            EndsByItself = true,
        };
        Proof proof = await new Prover(engine, await engine.TryAsync(CancellationToken.None), ProofSteps.Patience).ProveAsync(TestImage.Create(), 1, plan, services.Companions, CancellationToken.None);
        await proof.Gone;
        RunFacts run = proof.Facts;
        string log = string.Join('\n', run.Runs[0].Log.Select(static l => l.Text));
        Assert.AreEqual(0, run.Runs[0].Exit?.Code, log);

        // Go's server answers what is no HTTP so.
        foreach (string name in (string[])["answering", "commanded", "listening"])
        {
            Assert.Contains($"{name}: HTTP/1.1 400 Bad Request", log);
        }
    }

    private static ProveService Service(string name, int port, string ready) => new(name, "oci:" + ServiceImage.Folder, port)
    {
        Ready = ready,
        Environment = [new NamedValue("REGISTRY_HTTP_ADDR", FormattableString.Invariant($"0.0.0.0:{port}"))],
    };
}
