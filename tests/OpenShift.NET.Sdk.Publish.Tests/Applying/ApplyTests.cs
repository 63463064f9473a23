using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publish.Tests.Running;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;

namespace OpenShift.NET.Sdk.Publish.Tests.Applying;

/// <summary>A project is published and applied to a cluster, which a server in this process plays; the registry is a real one.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ApplyTests
{
    private const string Deployment = "apis/apps/v1/namespaces/shop/deployments/orders";
    private const string Rolled = """{"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1}}""";

    [TestMethod]
    public async Task A_publish_is_applied_and_its_rollout_told()
    {
        using RegistryServer registry = RegistryServer.Start();
        await using var cluster = new FakeCluster();
        TestProject project = TestProject.Web($"<OpenShiftEmbeddedBase>Always</OpenShiftEmbeddedBase><OpenShiftCacheDirectory>{Sandbox.Cache}</OpenShiftCacheDirectory><ContainerRepository>shop/orders</ContainerRepository>");
        string config = Path.Combine(project.Folder, "..", Path.GetFileName(project.Folder) + ".kubeconfig");
        var environment = new Dictionary<string, string?> { ["KUBECONFIG"] = config, ["HOME"] = Environment.GetEnvironmentVariable("HOME") };

        // Before anything is sent.
        Apply($"-p:ContainerRegistry={registry.Host}").MustFail().MustSay("error OSC0069: There is no kubeconfig: KUBECONFIG names ");
        File.WriteAllText(config, cluster.Kubeconfig("sha256~expired"));
        Apply($"-p:ContainerRegistry={registry.Host}").MustFail().MustSay("error OSC0069: ").MustSay("does not accept the credentials of user 'developer'").MustSay("WebApi.csproj").MustNotSay("sha256~expired");
        Apply($"-p:ContainerRegistry={registry.Host}", "-p:PublishProfile=DefaultContainer").MustFail().MustSay("does not accept the credentials of user 'developer'");
        File.WriteAllText(config, cluster.Kubeconfig());
        Apply().MustFail().MustSay("error OSC0069: The image goes to no registry");
        project.Dotnet(environment, "build", project.ProjectFile, "-t:OpenShiftApply", "-p:OutputType=Library", "-nologo", "-tl:off").MustFail().MustSay("error OSC0069: WebApi is no application");

        // Of a solution, a library stops nobody.
        project.Dotnet(environment, "build", project.ProjectFile, "-t:OpenShiftApply", "-p:OutputType=Library", "-p:BuildingSolutionFile=true", "-nologo", "-tl:off").MustSucceed().MustNotSay("OSC0069");
        Assert.IsFalse(registry.HasRepository("shop/orders"));

        cluster.Controllers[Deployment] = static look => look < 2 ? """{"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1}}""" : Rolled;
        CommandResult first = Apply($"-p:ContainerRegistry={registry.Host}", "-p:OpenShiftApplyContext=shop/test/developer").MustSucceed()
            .MustSay("OpenShift: deployment/orders: 0 of 1 pod is ready")
            .MustSay($"WebApi -> namespace shop of http://{cluster.Authority}: deployment/orders: 1 of 1 pod is ready")
            .MustNotSay(cluster.Token!);
        string image = Image(cluster);
        Assert.StartsWith($"{registry.Host}/shop/orders@sha256:", image);
        first.MustSay(", " + image.Split('@')[1]);
        Assert.Contains("1.4.2", registry.Tags("shop/orders"));
        Assert.Contains("apis/route.openshift.io/v1/namespaces/shop/routes/orders", cluster.Applied);
        int applied = cluster.Applied.Count;

        // Nothing is sent, nothing is changed; also without the program beside the build.
        registry.TakeRequests();
        File.WriteAllText(Path.Combine(project.Folder, "Program.cs"), TestProject.WebProgram.Replace("\"hello\"", "\"hello again\"", StringComparison.Ordinal));
        foreach (string native in (string[])["true", "false"])
        {
            Apply($"-p:ContainerRegistry={registry.Host}", "-p:OpenShiftApplyDryRun=true", "-p:OpenShiftReplicas=3", $"-p:OpenShiftNativeTasks={native}", "-p:PublishProfile=DefaultContainer").MustSucceed()
                .MustSay("OpenShift: deployment/orders changes")
                .MustSay("  .spec.replicas: 1 → 3")
                .MustSay("OpenShift: service/orders does not change")
                .MustSay(" objects would change, nothing was");
        }

        Assert.HasCount(applied, cluster.Applied);
        Assert.AreEqual(image, Image(cluster));
        Assert.IsFalse(registry.TakeRequests().Any(static l => l.Contains("\"PUT ", StringComparison.Ordinal) || l.Contains("\"PATCH ", StringComparison.Ordinal)));

        // What does not come up, is an error of the build, with the container's words.
        cluster.Controllers[Deployment] = static _ => """{"metadata":{"annotations":{"deployment.kubernetes.io/revision":"2"}},"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":1,"availableReplicas":1}}""";
        cluster.Lists["apis/apps/v1/namespaces/shop/replicasets"] = """{"metadata":{"name":"orders-2","uid":"rs","ownerReferences":[{"uid":"uid-orders"}],"annotations":{"deployment.kubernetes.io/revision":"2"}}}""";
        cluster.Lists["api/v1/namespaces/shop/pods"] = """{"metadata":{"name":"orders-2-x","namespace":"shop","uid":"p","ownerReferences":[{"uid":"rs"}]},"status":{"containerStatuses":[{"name":"orders","restartCount":1,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":78}}}]}}""";
        cluster.Logs["orders-2-x/orders/previous"] = "OpenShift: Required setting Payment__Url is missing.\n";
        Apply($"-p:ContainerRegistry={registry.Host}").MustFail()
            .MustSay("OpenShift: log of container orders of pod orders-2-x:")
            .MustSay("error OSC0069: Deployment 'orders' does not come up in namespace 'shop': container orders of pod orders-2-x ended with exit code 78")
            .MustSay("OpenShift: Required setting Payment__Url is missing.");
        Assert.AreNotEqual(image, Image(cluster));

        // The same with the tool, and with a signal.
        string tool = Path.Combine(Sandbox.RepositoryRoot, "src/OpenShift.NET.Sdk.Tool/bin/Release/net10.0/openshift-image.dll");
        string manifests = Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests");
        Command.Run("dotnet", [tool, "apply", manifests], project.Folder, environment).MustExit(1).MustSay("openshift-image: error OSC0069: Deployment 'orders' does not come up");
        Command.Run("dotnet", [tool, "apply", manifests, "--dry-run"], project.Folder, environment).MustExit(0).MustSay("openshift-image: deployment/orders does not change");
        Command.Run("dotnet", [tool, "apply", manifests, "--context", "none"], project.Folder, environment).MustExit(2).MustSay("error OSC0069: ");
        cluster.Lists.Clear();
        using WatchedProgram waiting = WatchedProgram.Start("dotnet", ["publish", project.ProjectFile, "-t:OpenShiftApply", "-nologo", "-tl:off", $"-p:ContainerRegistry={registry.Host}"], project.Folder, new Dictionary<string, string?>(environment) { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" });
        await waiting.WaitForAsync("deployment/orders: 1 of 1 pod is ready|deployment/orders: 1 old pod ends");
        await waiting.SignalAsync("INT");
        Assert.Contains("objects were applied and stay; the cluster goes on with them", waiting.Text);

        CommandResult Apply(params string[] arguments) => project.Dotnet(environment, ["publish", project.ProjectFile, "-t:OpenShiftApply", "-nologo", "-tl:off", .. arguments]);
    }

    private static string Image(FakeCluster cluster) => cluster.Objects[Deployment]["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>();
}
