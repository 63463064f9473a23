using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

/// <summary>Every Kubernetes object is read by the typed models of Kubernetes' own client, which refuse what they do not know.</summary>
[TestClass]
public sealed class KubernetesModelTests
{
    private static readonly Dictionary<string, Func<string, object>> Readers = new(StringComparer.Ordinal)
    {
        ["apps/v1 Deployment"] = Read<V1Deployment>,
        ["autoscaling/v2 HorizontalPodAutoscaler"] = Read<V2HorizontalPodAutoscaler>,
        ["batch/v1 CronJob"] = Read<V1CronJob>,
        ["batch/v1 Job"] = Read<V1Job>,
        ["networking.k8s.io/v1 Ingress"] = Read<V1Ingress>,
        ["networking.k8s.io/v1 NetworkPolicy"] = Read<V1NetworkPolicy>,
        ["policy/v1 PodDisruptionBudget"] = Read<V1PodDisruptionBudget>,
        ["v1 ConfigMap"] = Read<V1ConfigMap>,
        ["v1 PersistentVolumeClaim"] = Read<V1PersistentVolumeClaim>,
        ["v1 Secret"] = Read<V1Secret>,
        ["v1 Service"] = Read<V1Service>,
        ["v1 ServiceAccount"] = Read<V1ServiceAccount>,
    };

    public static IEnumerable<object[]> Inputs => SampleInputs.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void The_typed_models_know_every_field(string name)
    {
        foreach (var file in ManifestGenerator.Generate(SampleInputs.All[name]).Files.Where(f => f.Path.StartsWith("kubernetes/", StringComparison.Ordinal) && !f.Path.EndsWith("kustomization.yaml", StringComparison.Ordinal)))
        {
            string key = $"{file.Documents[0].TextAt("apiVersion")} {file.Documents[0].TextAt("kind")}";
            Readers[key](YamlWriter.Write(file));
        }

        foreach (JsonObject processed in GeneratedObjects.Processed(SampleInputs.All[name]))
        {
            string key = $"{processed["apiVersion"]} {processed["kind"]}";
            if (!((string)processed["apiVersion"]!).Contains("openshift.io", StringComparison.Ordinal))
            {
                Readers[key](processed.ToJsonString());
            }
        }
    }

    [TestMethod]
    public void An_unknown_field_is_refused() =>
        Assert.Throws<Exception>(() => Read<V1ServiceAccount>("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\nautomountServiceAccountTokens: false\n"));

    [TestMethod]
    public void A_typed_deployment_says_what_was_meant()
    {
        string yaml = YamlWriter.Write(ManifestGenerator.Generate(SampleInputs.WebApi).Files.Single(f => f.Path == "kubernetes/deployment.yaml"));
        V1Deployment deployment = Read<V1Deployment>(yaml);
        V1PodSpec pod = deployment.Spec.Template.Spec;
        Assert.AreEqual(2, deployment.Spec.Replicas);
        Assert.AreEqual(5, pod.Containers[0].Lifecycle.PreStop.Sleep.Seconds);
        Assert.AreEqual(0, Convert.ToInt32(deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.ToString(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.IsNull(pod.SecurityContext.FsGroup);
        Assert.IsNull(pod.SecurityContext.RunAsUser);
        Assert.IsTrue(pod.SecurityContext.RunAsNonRoot);
        Assert.IsTrue(pod.Containers[0].SecurityContext.ReadOnlyRootFilesystem);
        CollectionAssert.AreEqual(new[] { "ALL" }, pod.Containers[0].SecurityContext.Capabilities.Drop.ToArray());
    }

    private static T Read<T>(string yaml)
        where T : notnull => KubernetesYaml.Deserialize<T>(yaml, strict: true);
}
