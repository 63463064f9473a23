using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

/// <summary>StatefulSets, Deployments that are stopped, and failures that were there before.</summary>
[TestClass]
public sealed class RolloutsOfOtherKindsTests : ApplyTestBase
{
    private const string Set = "apis/apps/v1/namespaces/shop/statefulsets/orders";
    private const string Orders = "apis/apps/v1/namespaces/shop/deployments/orders";
    private const string Refusal = "create Pod orders-0 in StatefulSet orders failed error: pods \\\"orders-0\\\" is forbidden: unable to validate against any security context constraint: [provider \\\"restricted-v2\\\": Forbidden: not usable by user or serviceaccount]";

    [TestMethod]
    public async Task A_refusal_of_an_hour_ago_is_not_told_of_a_set_that_was_corrected()
    {
        await using var cluster = new FakeCluster();
        cluster.Events["uid-orders"] = Event(3);
        cluster.Controllers[Set] = static look => look < 20 ? """{"metadata":{"generation":2},"status":{"observedGeneration":2,"replicas":0}}""" : Ready(2);
        Assert.IsNull((await ApplyAsync(cluster, Manifests("StatefulSet"))).Failure);
    }

    [TestMethod]
    public async Task One_that_is_refused_again_and_again_is_told()
    {
        await using var cluster = new FakeCluster();
        int look = 0;
        cluster.Controllers[Set] = number =>
        {
            cluster.Events["uid-orders"] = Event(3 + (look = number));
            return """{"metadata":{"generation":2},"status":{"observedGeneration":2,"replicas":0}}""";
        };
        Assert.Contains("its pods are not made: ", (await ApplyAsync(cluster, Manifests("StatefulSet"), new ApplyOptions { Timeout = TimeSpan.FromSeconds(300) })).Failure!.Message);
        Assert.IsLessThan(30, look);
    }

    [TestMethod]
    public async Task A_partition_keeps_the_pods_below_it_as_they_are()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Set] = static _ => """{"spec":{"replicas":3,"updateStrategy":{"rollingUpdate":{"partition":2}}},"status":{"observedGeneration":1,"replicas":3,"readyReplicas":3,"updatedReplicas":1,"currentRevision":"a","updateRevision":"b"}}""";
        Assert.IsNull((await ApplyAsync(cluster, Manifests("StatefulSet"))).Failure);
    }

    [TestMethod]
    public async Task A_paused_deployment_says_so_at_once()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Orders] = static _ => """{"spec":{"paused":true},"status":{"observedGeneration":1,"replicas":1,"availableReplicas":1}}""";
        string said = (await ApplyAsync(cluster, Manifests("Deployment"), new ApplyOptions { Timeout = TimeSpan.FromSeconds(300) })).Failure!.Message;
        Assert.Contains("it is paused. Let it go on: oc rollout resume deployment/orders -n shop.", said);
    }

    [TestMethod]
    public async Task A_deadline_that_had_passed_before_is_given_time()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Orders] = static look => look < 20
            ? """{"metadata":{"annotations":{"deployment.kubernetes.io/revision":"1"}},"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded","lastUpdateTime":"2026-11-30T10:00:00Z"}]}}"""
            : Rolled(1);
        Assert.IsNull((await ApplyAsync(cluster, Manifests("Deployment"))).Failure);
    }

    [TestMethod]
    public async Task Pods_of_before_say_nothing_of_a_rollout_that_has_not_begun()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Orders] = static look => look < 20
            ? """{"metadata":{"generation":2,"annotations":{"deployment.kubernetes.io/revision":"1"}},"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1}}"""
            : """{"metadata":{"generation":2},"spec":{"replicas":1},"status":{"observedGeneration":2,"replicas":1,"updatedReplicas":1,"availableReplicas":1}}""";
        cluster.Lists["apis/apps/v1/namespaces/shop/replicasets"] = """{"metadata":{"name":"orders-1","uid":"rs","ownerReferences":[{"uid":"uid-orders"}],"annotations":{"deployment.kubernetes.io/revision":"1"}}}""";
        cluster.Lists["api/v1/namespaces/shop/pods"] = """{"metadata":{"name":"orders-x","namespace":"shop","uid":"p","ownerReferences":[{"uid":"rs"}]},"status":{"containerStatuses":[{"name":"orders","restartCount":9,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1}}}]}}""";
        Assert.IsNull((await ApplyAsync(cluster, Manifests("Deployment"))).Failure);
    }

    private static string Ready(int generation) =>
        $$$$"""{"metadata":{"generation":{{{{generation}}}}},"spec":{"replicas":1},"status":{"observedGeneration":{{{{generation}}}},"replicas":1,"readyReplicas":1,"updatedReplicas":1}}""";

    private static string Event(int count) => $$$$"""{"metadata":{"uid":"e"},"reason":"FailedCreate","message":"{{{{Refusal}}}}","count":{{{{count}}}},"lastTimestamp":"2026-11-30T10:00:00Z"}""";

    private string Manifests(string kind)
    {
        string folder = Path.Combine(Folder, "manifests");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "orders.yaml"),
            $$"""
            apiVersion: apps/v1
            kind: {{kind}}
            metadata: { name: orders }
            spec:
              replicas: 1
              selector: { matchLabels: { app: orders } }
              template:
                metadata: { labels: { app: orders } }
                spec:
                  containers:
                    - name: orders
                      image: registry.example.com/shop/orders@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093
            """);
        return folder;
    }
}
