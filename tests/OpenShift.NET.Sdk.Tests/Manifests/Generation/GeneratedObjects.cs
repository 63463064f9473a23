using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

/// <summary>The objects of generated manifests as the cluster gets them: written, read by another reader, the Template processed.</summary>
internal static class GeneratedObjects
{
    public static JsonObject Template(ManifestInput input) =>
        YamlJson.Documents(YamlWriter.Write(ManifestGenerator.Generate(input).Files.Single(f => f.Path == ManifestGenerator.TemplatePath))).Single();

    /// <summary>The Template's objects, required parameters given.</summary>
    public static IReadOnlyList<JsonObject> Processed(ManifestInput input)
    {
        JsonObject template = Template(input);
        var given = ((JsonArray)template["parameters"]!).Cast<JsonObject>()
            .Where(p => p["required"]?.GetValue<bool>() == true && p["value"] is null && p["generate"] is null)
            .ToDictionary(p => (string)p["name"]!, _ => "given", StringComparer.Ordinal);
        return TemplateProcessor.Process(template, given);
    }

    /// <summary>The plain objects, without the kustomization.</summary>
    public static IReadOnlyList<JsonObject> Plain(ManifestInput input) =>
        [.. ManifestGenerator.Generate(input).Files.Where(f => f.Path.StartsWith("kubernetes/", StringComparison.Ordinal) && !f.Path.EndsWith("/kustomization.yaml", StringComparison.Ordinal)).SelectMany(f => YamlJson.Documents(YamlWriter.Write(f)))];

    public static JsonObject Kustomization(ManifestInput input) =>
        YamlJson.Documents(YamlWriter.Write(ManifestGenerator.Generate(input).Files.Single(f => f.Path == "kubernetes/kustomization.yaml"))).Single();

    public static JsonObject Of(IReadOnlyList<JsonObject> objects, string kind) => objects.Single(o => (string)o["kind"]! == kind);

    /// <summary>The object that makes the pods: a Deployment, Job or CronJob.</summary>
    public static JsonObject Workload(IReadOnlyList<JsonObject> objects) => objects.Single(o => (string)o["kind"]! is "Deployment" or "Job" or "CronJob");

    public static JsonObject PodTemplate(IReadOnlyList<JsonObject> objects) =>
        (JsonObject)(Workload(objects) is var workload && (string)workload["kind"]! == "CronJob" ? workload["spec"]!["jobTemplate"]!["spec"]! : workload["spec"]!)["template"]!;

    public static JsonObject Container(IReadOnlyList<JsonObject> objects) => (JsonObject)PodSpec(objects)["containers"]![0]!;

    public static JsonObject PodSpec(IReadOnlyList<JsonObject> objects) => (JsonObject)PodTemplate(objects)["spec"]!;
}
