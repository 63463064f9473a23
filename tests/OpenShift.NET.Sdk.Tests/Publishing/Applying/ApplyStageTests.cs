using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

[TestClass]
public sealed class ApplyStageTests : ApplyTestBase
{
    private const string Conflict = """
        {"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-client-side-apply\" using apps/v1","field":".spec.replicas"},{"reason":"FieldManagerConflict","message":"conflict with \"argocd\" using apps/v1","field":".spec.template.spec.containers[name=\"web-api\"].image"}]}
        """;

    [TestMethod]
    public async Task Everything_is_tried_first_and_then_applied_in_its_order()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static look => look < 2 ? """{"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":1}}""" : Rolled();
        cluster.Controllers["apis/route.openshift.io/v1/namespaces/shop/routes/web-api"] = static _ => """{"status":{"ingress":[{"host":"web-api-shop.apps.example.com"}]}}""";
        ApplyResult result = await ApplyAsync(cluster, Golden("web-api"));
        Assert.IsNull(result.Failure);
        Assert.AreEqual($"namespace shop of http://{cluster.Authority}: deployment/web-api: 2 of 2 pods are ready, https://web-api-shop.apps.example.com", result.Text);
        Assert.AreEqual(
            "serviceaccounts networkpolicies services deployments routes poddisruptionbudgets",
            string.Join(' ', cluster.Applied.Select(static p => p.Split('/')[^2])));

        // Each dry run before the first object is applied.
        string[] patches = [.. cluster.Requests.Where(static r => r.Method == "PATCH").Select(static r => r.Query["dryRun"] ?? "no")];
        Assert.AreEqual("All All All All All All no no no no no no", string.Join(' ', patches));
        Assert.AreEqual("shop", cluster.Objects[Deployment]["metadata"]!["namespace"]!.GetValue<string>());
        Assert.Contains("@sha256:", cluster.Objects[Deployment]["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>());
        Assert.AreEqual(8080, cluster.Objects[Deployment]["spec"]!["template"]!["spec"]!["containers"]![0]!["ports"]![0]!["containerPort"]!.GetValue<int>());
        Assert.IsTrue(cluster.Requests.All(r => r.Authorization == "Bearer " + cluster.Token));
        Assert.DoesNotContain(cluster.Token!, Console.Text);
        CollectionAssert.AreEqual(new[] { "applied 6 objects", "deployment/web-api: 0 of 2 pods are ready", "deployment/web-api: 2 of 2 pods are ready" }, Console.Told.ToArray());
        Assert.Contains("deployment/web-api is new", Console.Details);
    }

    [TestMethod]
    public async Task Without_Routes_the_cluster_gets_the_Ingress()
    {
        await using var cluster = new FakeCluster { HasRoutes = false };
        cluster.Controllers[Deployment] = static _ => Rolled();
        ApplyResult result = await ApplyAsync(cluster, Golden("web-api"));
        Assert.Contains("apis/networking.k8s.io/v1/namespaces/shop/ingresses/web-api", cluster.Applied);
        Assert.EndsWith(", https://shop.example.com", result.Text);
    }

    [TestMethod]
    public async Task A_dry_run_shows_the_difference_and_changes_nothing()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static _ => Rolled();
        await ApplyAsync(cluster, Golden("web-api"));
        cluster.Controllers.Clear();
        JsonNode deployment = cluster.Objects[Deployment];
        deployment["spec"]!["replicas"] = 5;
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "registry.example.com/shop/web-api@sha256:0000";
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().Add(new JsonObject { ["name"] = "Db__Password", ["value"] = "not-for-eyes" });
        cluster.Objects.TryRemove("api/v1/namespaces/shop/services/web-api", out _);
        string before = string.Join('\n', cluster.Objects.OrderBy(static o => o.Key).Select(static o => o.Value.ToJsonString()));
        int applied = cluster.Applied.Count;
        Console.Told.Clear();

        ApplyResult result = await ApplyAsync(cluster, Golden("web-api"), new ApplyOptions { IsDryRun = true });
        Assert.AreEqual($"namespace shop of http://{cluster.Authority}: dry run, 2 of 6 objects would change, nothing was", result.Text);
        Assert.HasCount(applied, cluster.Applied);
        Assert.AreEqual(before, string.Join('\n', cluster.Objects.OrderBy(static o => o.Key).Select(static o => o.Value.ToJsonString())));
        Assert.Contains("service/web-api is new", Console.Told);
        Assert.Contains("deployment/web-api changes", Console.Told);
        Assert.Contains("serviceaccount/web-api does not change", Console.Told);
        string lines = string.Join('\n', Console.Lines);
        Assert.Contains("  .spec.replicas: 5 → 2", lines);
        Assert.MatchesRegex(@"  \.spec\.template\.spec\.containers\[web-api\]\.image: registry\.example\.com/shop/web-api@sha256:0000 → registry\.example\.com/shop/web-api@sha256:5f3c", lines);
        Assert.Contains("  .spec.template.spec.containers[web-api].env[Db__Password]: - ***", lines);
        Assert.DoesNotContain("not-for-eyes", Console.Text);
    }

    [TestMethod]
    public async Task Fields_that_others_manage_are_told_with_the_way_out_and_nothing_is_applied()
    {
        await using var cluster = new FakeCluster();
        cluster.Controllers[Deployment] = static _ => Rolled();
        cluster.Refusals[Deployment] = FakeCluster.Status(409, "Conflict", "Apply failed with 2 conflicts", Conflict);
        OpenShiftException e = await RefusedAsync(cluster, Golden("web-api"));
        Assert.AreEqual("""Deployment 'web-api' has fields that others manage, with other values: 'kubectl-client-side-apply' manages .spec.replicas; 'argocd' manages .spec.template.spec.containers[name="web-api"].image""", e.Seen);
        Assert.AreEqual("Leave them to their manager by taking them out of the manifest (null in the project's folder openshift), or take them over with OpenShiftApplyForce=true (openshift-image apply --force).", e.Remedy);
        Assert.IsEmpty(cluster.Applied);

        Assert.IsNull((await ApplyAsync(cluster, Golden("web-api"), new ApplyOptions { TakesOver = true })).Failure);
        Assert.HasCount(6, cluster.Applied);
    }

    [TestMethod]
    public async Task Secrets_and_settings_that_are_not_there_stop_it_before_anything_is_applied()
    {
        await using var cluster = new FakeCluster();
        OpenShiftException e = await RefusedAsync(cluster, Golden("job"));
        Assert.AreEqual("Pods could not start in namespace 'shop', so nothing was applied: Secret 'orders-migration-secrets' is not there (keys: ConnectionStrings__Orders)", e.Seen);
        Assert.AreEqual("Set what is missing: oc create secret generic orders-migration-secrets -n shop --from-literal=ConnectionStrings__Orders=…. kubernetes/secrets.env.example says what the secrets are.", e.Remedy);
        Assert.IsFalse(cluster.Requests.Any(static r => r.Method == "PATCH"));

        const string Path = "api/v1/namespaces/shop/secrets/orders-migration-secrets";
        cluster.Objects[Path] = JsonNode.Parse("""{"kind":"Secret","data":{"Other":"eA=="}}""")!;
        Assert.AreEqual("Pods could not start in namespace 'shop', so nothing was applied: Secret 'orders-migration-secrets' has no ConnectionStrings__Orders", (await RefusedAsync(cluster, Golden("job"))).Seen);

        // With it, what the job writes of it is hidden.
        cluster.Objects[Path] = JsonNode.Parse($$$$$"""{"kind":"Secret","data":{"ConnectionStrings__Orders":"{{{{{Convert.ToBase64String(Encoding.UTF8.GetBytes("Host=db;Password=s3cret-value"))}}}}}"}}""")!;
        const string Job = "apis/batch/v1/namespaces/shop/jobs/orders-migration";
        cluster.Controllers[Job] = static _ => """{"spec":{"selector":{"matchLabels":{"job-name":"orders-migration"}}},"status":{"failed":4,"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}}""";
        cluster.Lists["api/v1/namespaces/shop/pods"] = """{"metadata":{"name":"orders-migration-x","uid":"p1","ownerReferences":[{"uid":"uid-orders-migration"}]},"status":{"containerStatuses":[{"name":"orders-migration","restartCount":0,"state":{"terminated":{"exitCode":134}}}]}}""";
        cluster.Logs["orders-migration-x/orders-migration"] = "cannot log in with s3cret-value\n";
        ApplyResult result = await ApplyAsync(cluster, Golden("job"));
        Assert.Contains("ended with exit code 134 (SIGABRT): an exception that nobody handled; its log ends: cannot log in with ***", result.Failure!.Message);
        Assert.DoesNotContain("s3cret-value", Console.Text + result.Failure);
    }

    [TestMethod]
    public async Task A_Secret_that_nobody_may_read_is_no_reason_to_stop()
    {
        await using var cluster = new FakeCluster();
        cluster.Intercept = static r => r.Path.Contains("/secrets/", StringComparison.Ordinal) ? FakeCluster.Status(403, "Forbidden", "secrets is forbidden: User \"dev\" cannot get resource \"secrets\"") : null;
        cluster.Controllers["apis/batch/v1/namespaces/shop/jobs/orders-migration"] = static _ => """{"status":{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}}""";
        ApplyResult result = await ApplyAsync(cluster, Golden("job"));
        Assert.IsNull(result.Failure);
        Assert.Contains("job/orders-migration: it has done its work", result.Text);
        Assert.Contains("whether Secret 'orders-migration-secrets' is there cannot be told", Console.Text);
    }

    [TestMethod]
    [DataRow(422, "Invalid", "Job.batch \"web-api\" is invalid: spec.template: Invalid value: core.PodTemplateSpec{}: field is immutable", "oc delete deployment/web-api -n shop")]
    [DataRow(403, "Forbidden", "deployments.apps \"web-api\" is forbidden: User \"dev\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"shop\"", "Ask for the role 'edit' in namespace 'shop'")]
    [DataRow(400, "BadRequest", "failed to create typed patch object: .spec.template.spec.containers[0].lifecycle.preStop.sleep: unknown field \"sleep\"", "null removes it")]
    [DataRow(403, "Forbidden", "deployments.apps \"web-api\" is forbidden: exceeded quota: objects, requested: count/deployments.apps=1, used: count/deployments.apps=3, limited: count/deployments.apps=3", "the namespace's quota 'objects' is used up: it has count/deployments.apps=3, count/deployments.apps=3 of it in use, and count/deployments.apps=1 more is wanted")]
    [DataRow(500, "", "failed to create typed patch object (shop/web-api; apps/v1, Kind=Deployment): .spec.template.spec.containers[name=\"web-api\"].lifecycle.preStop.sleep: field not declared in schema", "null removes it")]
    [DataRow(404, "NotFound", "namespaces \"shop\" not found", "oc new-project shop")]
    public async Task What_is_refused_is_told_with_a_remedy(int code, string reason, string message, string said)
    {
        await using var cluster = new FakeCluster();
        cluster.Refusals[Deployment] = FakeCluster.Status(code, reason, message);
        Assert.Contains(said, (await RefusedAsync(cluster, Golden("web-api"))).Message);
        Assert.IsEmpty(cluster.Applied);
    }

    [TestMethod]
    public async Task Without_a_cluster_it_says_which_of_its_parts_is_missing()
    {
        var nobody = new ApplyStage(new FakeEnvironment { HomeFolder = Folder }, Console);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => nobody.AskAsync(new ApplyOptions(), CancellationToken.None));
        Assert.AreEqual($"OSC0069 There is no kubeconfig: '{Path.Combine(Folder, ".kube", "config")}' is not there, and KUBECONFIG names none. Log in with 'oc login', or let KUBECONFIG name the file.", $"{e.Code} {e.Message}");

        await using var cluster = new FakeCluster();
        e = await RefusedAsync(cluster, Golden("web-api"), token: "expired");
        Assert.AreEqual($"http://{cluster.Authority} (context shop/test/developer) does not accept the credentials of user 'developer': they are missing, wrong, or have expired. Log in anew: oc login http://{cluster.Authority}.", e.Message);
        Assert.DoesNotContain("'expired'", e.Message);
        Assert.Contains("has no namespace 'elsewhere'", (await RefusedAsync(cluster, Golden("web-api"), new ApplyOptions { Namespace = "elsewhere" })).Message);
        Assert.Contains("has no context 'other'. There is shop/test/developer.", (await RefusedAsync(cluster, Golden("web-api"), new ApplyOptions { Context = "other" })).Message);
        Assert.Contains("There are no manifests in", (await RefusedAsync(cluster, Path.Combine(Folder, "none"))).Message);

        string gone = cluster.Kubeconfig();
        await cluster.DisposeAsync();
        e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Stage(gone).AskAsync(new ApplyOptions(), CancellationToken.None));
        Assert.Contains("cannot be reached: nothing listens there", e.Message);
    }

    [TestMethod]
    public async Task Who_cancels_hears_what_stays()
    {
        await using var cluster = new FakeCluster();
        using var cancelled = new CancellationTokenSource();
        cluster.Controllers[Deployment] = look =>
        {
            if (look > 1)
            {
                cancelled.Cancel();
            }

            return """{"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":1}}""";
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => ApplyAsync(cluster, Golden("web-api"), cancellationToken: cancelled.Token));
        Assert.Contains("6 of 6 objects were applied and stay; the cluster goes on with them", Console.Told);
    }

    [TestMethod]
    public async Task A_folder_of_ones_own_is_applied_and_one_for_kustomize_is_not()
    {
        await using var cluster = new FakeCluster();
        File.WriteAllText(Path.Combine(Folder, "all.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: '1', t: 'true'}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: other}\n");
        Assert.Contains("is for namespace 'other', and 'shop' was asked for", (await RefusedAsync(cluster, Folder, new ApplyOptions { Namespace = "shop" })).Message);
        await ApplyAsync(cluster, Folder);
        Assert.AreEqual("api/v1/namespaces/shop/configmaps/a api/v1/namespaces/other/configmaps/b", string.Join(' ', cluster.Applied));
        Assert.AreEqual("""{"n":"1","t":"true"}""", cluster.Objects["api/v1/namespaces/shop/configmaps/a"]["data"]!.ToJsonString());

        File.WriteAllText(Path.Combine(Folder, "thing.yaml"), "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: c}\n");
        Assert.Contains("has no Thing of example.com/v1 (thing/c)", (await RefusedAsync(cluster, Folder)).Message);
        File.Delete(Path.Combine(Folder, "thing.yaml"));
        File.WriteAllText(Path.Combine(Folder, "kustomization.yaml"), "resources: [all.yaml]\nnamePrefix: x-\n");
        Assert.Contains("has to be processed by kustomize", (await RefusedAsync(cluster, Folder)).Message);
    }

    [TestMethod]
    public async Task The_services_of_a_solution_are_applied_together()
    {
        await using var cluster = new FakeCluster { HasRoutes = false };
        Write("kustomization.yaml", "# Generated by OpenShift.NET.Sdk at every publish of the solution.\nresources:\n  - catalog\n  - basket\n  - ../outside\n");
        foreach (string name in (string[])["catalog", "basket", "left-over"])
        {
            Write(name + "/kustomization.yaml", "# Generated by OpenShift.NET.Sdk at every publish.\nresources:\n  - map.yaml\n");
            Write(name + "/map.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n");
            Write(name + "/old.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: old-{name}}}\n");
        }

        await ApplyAsync(cluster, Folder);
        Assert.AreEqual("api/v1/namespaces/shop/configmaps/catalog api/v1/namespaces/shop/configmaps/basket", string.Join(' ', cluster.Applied));

        void Write(string path, string text)
        {
            string file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    [TestMethod]
    public void Properties_are_read()
    {
        ApplyOptions options = ApplyOptions.Of(" prod ", "", "TRUE", "", "90");
        Assert.AreEqual(("prod", null, true, false, TimeSpan.FromSeconds(90)), (options.Context, options.Namespace, options.IsDryRun, options.TakesOver, options.Timeout));
        Assert.AreEqual(TimeSpan.FromMinutes(5), ApplyOptions.Of("", "", "", "", "").Timeout);
        foreach (string[] wrong in (string[][])[["yes", "", ""], ["", "1", ""], ["", "", "-1"], ["", "", "2m"]])
        {
            Assert.AreEqual(ToolCodes.InvalidProperty, Assert.ThrowsExactly<OpenShiftException>(() => ApplyOptions.Of("", "", wrong[0], wrong[1], wrong[2])).Code);
        }
    }
}
