using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

/// <summary>Folders with more than one workload, secrets of their own, and servers that are away for a while.</summary>
[TestClass]
public sealed class SeveralWorkloadsTests : ApplyTestBase
{
    private const string Orders = "apis/apps/v1/namespaces/shop/deployments/orders";
    private const string Worker = "apis/apps/v1/namespaces/shop/deployments/orders-worker";
    private const string Begun = """{"metadata":{"annotations":{"deployment.kubernetes.io/revision":"1"}},"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1}}""";

    [TestMethod]
    public async Task One_that_crashes_is_told_while_another_with_a_shorter_name_is_waited_for()
    {
        await using FakeCluster cluster = Crashing("it cannot go on");
        string folder = Manifests();
        ApplyResult result = await ApplyAsync(cluster, folder, new ApplyOptions { Timeout = TimeSpan.FromSeconds(300) });
        Assert.StartsWith("Deployment 'orders-worker' does not come up in namespace 'shop': container orders-worker of pod orders-worker-x ended with exit code 1", result.Failure!.Message);
    }

    [TestMethod]
    public async Task What_a_log_says_of_a_secret_of_the_folder_is_hidden()
    {
        await using FakeCluster cluster = Crashing("login failed with hunter2-of-the-shop and with c2VlIHRoZSBzZWNyZXQ");
        string folder = Manifests(
            """
            apiVersion: v1
            kind: Secret
            metadata: { name: orders-db }
            stringData: { password: hunter2-of-the-shop }
            data: { token: YzJWbElIUm9aU0J6WldOeVpYUQ== }
            """);
        ApplyResult result = await ApplyAsync(cluster, folder, new ApplyOptions { Timeout = TimeSpan.FromSeconds(300) });
        Assert.Contains("login failed with *** and with ***", result.Failure!.Message);
        Assert.DoesNotContain("hunter2", Console.Text + result.Failure.Message);
    }

    [TestMethod]
    public async Task A_server_that_is_away_for_half_a_minute_ends_no_wait()
    {
        await using var cluster = new FakeCluster();
        int looks = 0;
        cluster.Intercept = request => request.Method == "GET" && request.Path.Contains("deployments/orders", StringComparison.Ordinal) && cluster.Applied.Count == 2 && ++looks is > 4 and < 64 ? new FakeResponse(200) { Abort = true } : null;
        cluster.Controllers[Orders] = static look => look < 9 ? Begun : Rolled(1);
        cluster.Controllers[Worker] = static look => look < 9 ? Begun : Rolled(1);
        Assert.IsNull((await ApplyAsync(cluster, Manifests())).Failure);
        Assert.IsGreaterThan(60, looks);
    }

    [TestMethod]
    public async Task A_secret_that_an_operator_makes_is_waited_for()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Orders] = static _ => Rolled(1);
        cluster.Controllers[Worker] = static _ => Rolled(1);
        string folder = Manifests(
            """
            apiVersion: v1
            kind: Service
            metadata: { name: orders, annotations: { service.beta.openshift.io/serving-cert-secret-name: orders-tls } }
            spec: { ports: [{ name: https, port: 443 }] }
            """,
            "envFrom: [{ secretRef: { name: orders-tls } }]");
        Assert.IsNull((await ApplyAsync(cluster, folder)).Failure);
        Assert.Contains("Secret 'orders-tls' is not there yet: pods that want it begin when it is made", Console.Told);
    }

    [TestMethod]
    public async Task Who_has_logged_out_is_told_before_anything_else()
    {
        await using var cluster = new FakeCluster { Token = null };
        cluster.Intercept = static _ => FakeCluster.Status(403, "Forbidden", "namespaces \"shop\" is forbidden: User \"system:anonymous\" cannot get resource \"namespaces\" in API group \"\" in the namespace \"shop\"");
        Assert.Contains("does not accept the credentials", (await RefusedAsync(cluster, Manifests(), token: "x")).Message);
    }

    private static FakeCluster Crashing(string log)
    {
        var cluster = new FakeCluster();
        cluster.Controllers[Orders] = static _ => Begun;
        cluster.Controllers[Worker] = static _ => Begun;
        cluster.Lists["apis/apps/v1/namespaces/shop/replicasets"] = """{"metadata":{"name":"orders-worker-1","uid":"rs","ownerReferences":[{"uid":"uid-orders-worker"}],"annotations":{"deployment.kubernetes.io/revision":"1"}}}""";
        cluster.Lists["api/v1/namespaces/shop/pods"] = """{"metadata":{"name":"orders-worker-x","namespace":"shop","uid":"p","ownerReferences":[{"uid":"rs"}]},"status":{"containerStatuses":[{"name":"orders-worker","restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1}}}]}}""";
        cluster.Logs["orders-worker-x/orders-worker/previous"] = log + "\n";
        return cluster;
    }

    private string Manifests(string more = "", string ofContainer = "")
    {
        string folder = Path.Combine(Folder, "manifests");
        Directory.CreateDirectory(folder);
        foreach (string name in (string[])["orders", "orders-worker"])
        {
            File.WriteAllText(
                Path.Combine(folder, name + ".yaml"),
                $$"""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: {{name}} }
                spec:
                  replicas: 1
                  selector: { matchLabels: { app: {{name}} } }
                  template:
                    metadata: { labels: { app: {{name}} } }
                    spec:
                      containers:
                        - name: {{name}}
                          image: registry.example.com/shop/{{name}}@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093
                          {{ofContainer}}
                """);
        }

        if (more.Length > 0)
        {
            File.WriteAllText(Path.Combine(folder, "more.yaml"), more);
        }

        return folder;
    }
}
