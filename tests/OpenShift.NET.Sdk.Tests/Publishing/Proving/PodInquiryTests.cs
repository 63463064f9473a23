using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;
using OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

/// <summary>An application in the same pod is asked what its manifests declare.</summary>
[TestClass]
public sealed class PodInquiryTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: orders }
        spec:
          template:
            spec:
              containers:
                - name: orders
                  ports: [ { name: http, containerPort: 8080 } ]
                  readinessProbe: { httpGet: { path: /readyz, port: http } }
                  livenessProbe: { exec: { command: [ /app/alive ] } }
        """;

    [TestMethod]
    public async Task Probes_that_answer_and_ports_that_are_listened_on_are_told()
    {
        PodInquiryResult result = await AskAsync(Deployment, new Script(), [new("0.0.0.0", 8080)]);

        Assert.AreEqual("Deployment/orders", result.Subject);
        Assert.IsEmpty(result.Problems);
        Assert.HasCount(3, result.Answers);
        Assert.StartsWith("readinessProbe http://:8080/readyz: 200 after ", result.Answers[0]);
        Assert.Contains("not asked, the kubelet alone", result.Answers[1]);
        Assert.AreEqual("port 8080: listened on (0.0.0.0)", result.Answers[2]);
    }

    [TestMethod]
    public async Task What_does_not_answer_in_time_is_an_error_with_the_last_answer()
    {
        PodInquiryResult result = await AskAsync(Deployment, new Script { Answer = static _ => ScriptedRequest.Status(503) }, []);

        CollectionAssert.AreEqual((string[])["OSC0076", "OSC0077"], result.Problems.Select(static p => p.Code).ToArray());
        Assert.Contains("readinessProbe http://:8080/readyz has not succeeded in 0 s: 503.", result.Problems[0].Text);
        Assert.Contains("Port 8080, which the manifest declares, is not listened on.", result.Problems[1].Text);
    }

    [TestMethod]
    public async Task A_port_for_this_pod_alone_is_an_error_and_one_that_cannot_be_seen_is_none()
    {
        PodInquiryResult result = await AskAsync(Deployment, new Script(), [new("127.0.0.1", 8080)]);
        Assert.Contains("listened on at 127.0.0.1 alone", result.Problems.Single().Text);

        result = await AskAsync(Deployment, new Script(), null);
        Assert.IsEmpty(result.Problems);
        Assert.Contains("port 8080: could not tell", string.Join('\n', result.Answers));
    }

    [TestMethod]
    public void The_container_is_the_only_one_or_the_one_that_is_named()
    {
        string two = Deployment + "\n        - name: proxy\n";
        Assert.AreEqual("orders", PodInquiry.Choose(Set(Deployment), "/m", null).Name);
        Assert.AreEqual("proxy", PodInquiry.Choose(Set(two), "/m", "proxy").Name);
        Assert.Contains("orders, proxy", Assert.ThrowsExactly<OpenShiftException>(() => PodInquiry.Choose(Set(two), "/m", null)).Seen);
        Assert.Contains("'web'", Assert.ThrowsExactly<OpenShiftException>(() => PodInquiry.Choose(Set(two), "/m", "web")).Seen);
        Assert.Contains("no container that goes on running", Assert.ThrowsExactly<OpenShiftException>(() => PodInquiry.Choose(Set("kind: Job\napiVersion: batch/v1\nspec: { template: { spec: { containers: [ { name: a } ] } } }"), "/m", null)).Seen);
    }

    private static async Task<PodInquiryResult> AskAsync(string manifests, Script script, ImmutableArray<ListeningSocket>? sockets)
    {
        await using var container = new ScriptedContainer(script with { ListensAfter = TimeSpan.Zero }, new ContainerSpecification { Name = "orders", Command = ["orders"], WorkingDirectory = "/", Environment = ImmutableDictionary<string, string>.Empty }, static () => { });
        return await new PodInquiry(TimeSpan.FromMilliseconds(400)).AskAsync(PodInquiry.Choose(Set(manifests), "/m", null), container, () => sockets, CancellationToken.None);
    }

    private static ManifestSet Set(string yaml) => ManifestSet.Of([new ManifestFile("deployment.yaml", YamlReader.ReadText(yaml, "deployment.yaml"))]);
}
