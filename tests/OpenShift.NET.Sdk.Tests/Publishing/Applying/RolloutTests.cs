using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

/// <summary>What does not come up says why.</summary>
[TestClass]
public sealed class RolloutTests : ApplyTestBase
{
    private const string Image = "registry.example.com/shop/web-api@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093";
    private const string Pods = "api/v1/namespaces/shop/pods";
    private const string Sets = "apis/apps/v1/namespaces/shop/replicasets";
    private const string Waiting = """{"metadata":{"annotations":{"deployment.kubernetes.io/revision":"4"}},"status":{"observedGeneration":1,"replicas":3,"updatedReplicas":1,"availableReplicas":2}}""";

    [TestMethod]
    public async Task An_image_that_cannot_be_pulled()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}""");
        cluster.Events["p-new"] = Event("Failed", $"Failed to pull image \\\"{Image}\\\": initializing source docker://registry.example.com: reading manifest: unauthorized: authentication required", "web-api") + "," + Event("BackOff", "Back-off pulling image", "web-api");
        string said = await FailsAsync(cluster);
        Assert.Contains($"container web-api of pod web-api-new has no image, {Image} cannot be pulled: registry registry.example.com does not let the cluster pull it without the right credentials", said);
        Assert.Contains("oc secrets link web-api pull --for=pull -n shop", said);
        Assert.Contains("What ran before goes on serving; 'oc rollout undo deployment/web-api -n shop' goes back to it.", said);
        Assert.Contains("deployment/web-api: 1 of 2 pods are ready", Console.Told);
    }

    [TestMethod]
    [DataRow("manifest unknown: manifest unknown", "registry registry.example.com does not have it as the cluster asks for it")]
    [DataRow("pinging container registry: Get \\\"https://registry.example.com/v2/\\\": tls: failed to verify certificate: x509: certificate signed by unknown authority", "the nodes do not trust the certificate of registry registry.example.com")]
    [DataRow("no match for platform in manifest: not found", "there is none for the processors of the node")]
    public async Task Why_it_cannot_be_pulled_decides_what_to_do(string message, string said)
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"ErrImagePull"}}""");
        cluster.Events["p-new"] = Event("Failed", $"Failed to pull image \\\"{Image}\\\": {message}", "web-api");
        Assert.Contains(said, await FailsAsync(cluster));
    }

    [TestMethod]
    public async Task A_name_that_is_not_known_may_be_known_later()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"ErrImagePull"}}""");
        cluster.Events["p-new"] = Event("Failed", $"Failed to pull image \\\"{Image}\\\": dial tcp: lookup registry.example.com: no such host", "web-api");
        string said = await FailsAsync(cluster, timeout: 30);
        Assert.Contains("does not come up in namespace 'shop' within 30 s: ", said);
        Assert.Contains("the nodes do not reach registry registry.example.com", said);
        Assert.Contains("deployment/web-api: container web-api of pod web-api-new has no image", Console.Text, "It is told while one waits.");
    }

    [TestMethod]
    public async Task A_crash_with_the_end_of_its_log()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 5m0s restarting failed container"}}""", """{"terminated":{"exitCode":134,"reason":"Error"}}""", restarts: 4);
        cluster.Logs["web-api-new/web-api/previous"] = "starting\nUnhandled exception. System.InvalidOperationException: no queue\n   at Program.Main()\n";
        cluster.Logs["web-api-new/web-api"] = "starting\n";
        string said = await FailsAsync(cluster);
        Assert.Contains("container web-api of pod web-api-new ended with exit code 134 (SIGABRT): an exception that nobody handled, 4 restarts so far; its log ends: starting | Unhandled exception. System.InvalidOperationException: no queue | at Program.Main()", said);
        Assert.Contains("log of container web-api of pod web-api-new:", Console.Told);
        Assert.Contains("  Unhandled exception. System.InvalidOperationException: no queue", Console.Lines);
    }

    [TestMethod]
    public async Task The_start_up_guards_own_lines()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"CrashLoopBackOff"}}""", """{"terminated":{"exitCode":78,"reason":"Error"}}""", restarts: 1);
        cluster.Logs["web-api-new/web-api/previous"] = "noise\nOpenShift: Required setting Payment__Url is missing: Address of the payment service.\nOpenShift: Set what is missing: oc set env deployment/web-api Payment__Url=…\n";
        string said = await FailsAsync(cluster);
        Assert.Contains("ended with exit code 78: its start-up guard misses settings or files, which its log names, 1 restart so far: OpenShift: Required setting Payment__Url is missing: Address of the payment service. | OpenShift: Set what is missing", said);
        Assert.DoesNotContain("noise", Console.Text);
    }

    [TestMethod]
    public async Task More_memory_than_its_limit()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"CrashLoopBackOff"}}""", """{"terminated":{"exitCode":137,"reason":"OOMKilled"}}""", restarts: 3);
        string said = await FailsAsync(cluster);
        Assert.Contains("wanted more memory than its limit and was ended (OOMKilled), 3 restarts so far", said);
        Assert.Contains("Raise OpenShiftMemoryLimit", said);
    }

    [TestMethod]
    public async Task A_probe_that_fails()
    {
        await using FakeCluster cluster = Broken("""{"running":{"startedAt":"2026-11-30T10:00:00Z"}}""");
        cluster.Events["p-new"] = Event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", "web-api", count: 7);
        cluster.Logs["web-api-new/web-api"] = "fail: the database does not answer\n";
        string said = await FailsAsync(cluster, timeout: 60);
        Assert.Contains("within 60 s: container web-api of pod web-api-new runs and is not ready: readiness probe failed: HTTP probe failed with statuscode: 503 (7 times); its log ends: fail: the database does not answer", said);
        Assert.Contains("correct the probe with OpenShiftProbe", said);
    }

    [TestMethod]
    public async Task A_probe_that_has_it_started_again()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"CrashLoopBackOff"}}""", """{"terminated":{"exitCode":143}}""", restarts: 5);
        cluster.Events["p-new"] = Event("Unhealthy", "Startup probe failed: Get \\\"http://10.0.0.5:8080/livez\\\": dial tcp 10.0.0.5:8080: connect: connection refused", "web-api") + "," + Event("Killing", "Container web-api failed startup probe, will be restarted", "web-api");
        Assert.Contains("was ended because its startup probe failed: Get \"http://10.0.0.5:8080/livez\": dial tcp 10.0.0.5:8080: connect: connection refused, 5 restarts so far", await FailsAsync(cluster));
    }

    [TestMethod]
    public async Task A_pod_that_no_constraint_admits()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static _ => Refused("""pods \"web-api-6d-\" is forbidden: unable to validate against any security context constraint: [provider \"anyuid\": Forbidden: not usable by user or serviceaccount, provider restricted-v2: .containers[0].runAsUser: Invalid value: 1001: must be in the ranges: [1000660000, 1000669999], provider restricted-v2: .spec.securityContext.fsGroup: Invalid value: []int64{2000}: 2000 is not an allowed group, provider \"privileged\": Forbidden: not usable by user or serviceaccount]""");
        string said = await FailsAsync(cluster);
        Assert.Contains("its pods are not made: no security context constraint that its ServiceAccount may use admits it (restricted-v2 as a rule): it wants to run as user 1001, and the namespace has users 1000660000 to 1000669999; it wants group 2000 for its volumes (fsGroup or supplementalGroups), which is none of the namespace's", said);
        Assert.Contains("Leave runAsUser out: OpenShift gives every namespace users of its own, and the image runs as any.", said);
    }

    [TestMethod]
    public async Task A_quota_that_is_used_up()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static _ => Refused("""pods \"web-api-6d-x\" is forbidden: exceeded quota: compute, requested: limits.memory=256Mi, used: limits.memory=900Mi, limited: limits.memory=1Gi""");
        Assert.Contains("its pods are not made: the namespace's quota 'compute' is used up: it has limits.memory=1Gi, limits.memory=900Mi of it in use, and limits.memory=256Mi more is wanted. Ask for less", await FailsAsync(cluster));
    }

    [TestMethod]
    public async Task A_Secret_without_the_key()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"CreateContainerConfigError","message":"couldn't find key Db in Secret shop/web-api-secrets"}}""");
        Assert.Contains("container web-api of pod web-api-new cannot be made: couldn't find key Db in Secret shop/web-api-secrets. Set what the message names", await FailsAsync(cluster));
    }

    [TestMethod]
    public async Task No_node_and_no_storage()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"ContainerCreating"}}""", phase: "Pending", conditions: """{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available: 3 Insufficient memory."}""");
        cluster.Events["p-new"] = Event("FailedMount", "MountVolume.SetUp failed for volume \\\"c\\\" : secret \\\"web-api-tls\\\" not found", "");
        string said = await FailsAsync(cluster, timeout: 40);
        Assert.Contains("pod web-api-new has no node: 0/3 nodes are available: 3 Insufficient memory; a volume of pod web-api-new cannot be mounted: MountVolume.SetUp failed for volume \"c\" : secret \"web-api-tls\" not found", said);
    }

    [TestMethod]
    public async Task What_comes_up_late_comes_up()
    {
        await using FakeCluster cluster = Broken("""{"waiting":{"reason":"CrashLoopBackOff"}}""", """{"terminated":{"exitCode":1}}""", restarts: 1);
        cluster.Controllers[Deployment] = static look => look < 60 ? Waiting : Rolled();
        Assert.IsNull((await ApplyAsync(cluster, Golden("web-api"))).Failure);
        Assert.Contains("deployment/web-api: container web-api of pod web-api-new ended with exit code 1, 1 restart so far", Console.Told);
    }

    [TestMethod]
    public async Task A_deadline_that_has_passed_and_nothing_to_be_seen()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static _ => """{"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}]}}""";
        Assert.Contains("does not come up in namespace 'shop' (0 of 2 pods are ready): 0 of 2 pods are ready. 'oc describe deployment/web-api -n shop' tells more", await FailsAsync(cluster));
    }

    private static string Refused(string message) =>
        $$$$$"""{"status":{"observedGeneration":1,"conditions":[{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"{{{{{message}}}}}"}]}}""";

    // A deployment whose new pod is not ready, beside an old one that is broken and does not matter.
    private static FakeCluster Broken(string state, string lastState = "{}", int restarts = 0, string phase = "Running", string conditions = "")
    {
        var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static _ => Waiting;
        cluster.Lists[Sets] = $"{Set("old", 3)},{Set("new", 4)}";
        cluster.Lists[Pods] = Pod("old", """{"waiting":{"reason":"InvalidImageName"}}""", "{}", 0, "Pending", "") + "," + Pod("new", state, lastState, restarts, phase, conditions);
        return cluster;
    }

    private static string Set(string name, int revision) =>
        $$$$$"""{"metadata":{"name":"web-api-{{{{{name}}}}}","uid":"rs-{{{{{name}}}}}","ownerReferences":[{"uid":"uid-web-api"}],"annotations":{"deployment.kubernetes.io/revision":"{{{{{revision}}}}}"}}}""";

    private static string Pod(string name, string state, string lastState, int restarts, string phase, string conditions) => $$$$$"""
        {"metadata":{"name":"web-api-{{{{{name}}}}}","namespace":"shop","uid":"p-{{{{{name}}}}}","ownerReferences":[{"uid":"rs-{{{{{name}}}}}"}]},
         "spec":{"serviceAccountName":"web-api","containers":[{"name":"web-api","image":"{{{{{Image}}}}}"}]},
         "status":{"phase":"{{{{{phase}}}}}","conditions":[{{{{{conditions}}}}}],"containerStatuses":[{"name":"web-api","ready":false,"restartCount":{{{{{restarts}}}}},"state":{{{{{state}}}}},"lastState":{{{{{lastState}}}}}}]}}
        """;

    private static string Event(string reason, string message, string container, int count = 1)
    {
        string path = container.Length == 0 ? "" : "spec.containers{" + container + "}";
        return $$$$$"""{"reason":"{{{{{reason}}}}}","message":"{{{{{message}}}}}","count":{{{{{count}}}}},"lastTimestamp":"2026-11-30T10:00:00Z","involvedObject":{"fieldPath":"{{{{{path}}}}}"} }""";
    }

    private async Task<string> FailsAsync(FakeCluster cluster, int timeout = 300)
    {
        ApplyResult result = await ApplyAsync(cluster, Golden("web-api"), new ApplyOptions { Timeout = TimeSpan.FromSeconds(timeout) });
        Assert.IsNotNull(result.Failure);
        Assert.AreEqual("OSC0069", result.Failure.Code);
        Assert.StartsWith("Deployment 'web-api' does not come up in namespace 'shop'", result.Failure.Message);
        return result.Failure.Message;
    }
}
