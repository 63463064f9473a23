using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

/// <summary>A folder with a kubeconfig, and generated manifests.</summary>
public abstract class ApplyTestBase : IDisposable
{
    internal const string Deployment = "apis/apps/v1/namespaces/shop/deployments/web-api";

    internal string Folder { get; } = Directory.CreateTempSubdirectory("osc-apply-").FullName;

    internal KeptApplyConsole Console { get; } = new();

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static string Golden(string name) => Path.Combine(Repository.Root, "tests/OpenShift.NET.Sdk.Tests/Manifests/Goldens", name);

    internal static string Rolled(int replicas = 2) =>
        $$$$$"""{"spec":{"replicas":{{{{{replicas}}}}}},"status":{"observedGeneration":1,"replicas":{{{{{replicas}}}}},"updatedReplicas":{{{{{replicas}}}}},"readyReplicas":{{{{{replicas}}}}},"availableReplicas":{{{{{replicas}}}}}}}""";

    internal ApplyStage Stage(string kubeconfig)
    {
        string file = Path.Combine(Folder, "config");
        File.WriteAllText(file, kubeconfig);
        return new ApplyStage(new FakeEnvironment { HomeFolder = Folder, Variables = { ["KUBECONFIG"] = file } }, Console) { Time = new QuickTime() };
    }

    internal Task<ApplyResult> ApplyAsync(FakeCluster cluster, string folder, ApplyOptions? options = null, string? token = null, CancellationToken cancellationToken = default) =>
        Stage(cluster.Kubeconfig(token)).RunAsync(folder, options ?? new ApplyOptions(), cancellationToken);

    internal async Task<OpenShiftException> RefusedAsync(FakeCluster cluster, string folder, ApplyOptions? options = null, string? token = null)
    {
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ApplyAsync(cluster, folder, options, token));
        Assert.AreEqual(ToolCodes.ApplyFailed, e.Code, e.Message);
        Assert.DoesNotContain(cluster.Token ?? "no token", e.ToString() + Console.Text);
        return e;
    }
}
