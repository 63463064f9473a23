using System.Text.Json;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>The published API schemas beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class ApiSchemas
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "schemas"));

    private static readonly Lazy<SchemaValidator> Kubernetes = new(() => new SchemaValidator(Read("kubernetes-swagger.json")));

    private static readonly Lazy<SchemaValidator> OpenShift = new(() => new SchemaValidator(Read("openshift-api-openapi.json")));

    /// <summary>Holds one object against the schema of its kind.</summary>
    /// <returns>What is wrong with it.</returns>
    public static IReadOnlyList<string> Validate(JsonElement item)
    {
        if (!Directory.Exists(Folder))
        {
            Assert.Inconclusive($"The API schemas are not there: {Folder}");
        }

        string apiVersion = item.GetProperty("apiVersion").GetString()!;
        string kind = item.GetProperty("kind").GetString()!;
        string group = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0] : "";
        string version = apiVersion.Split('/')[^1];
        if (group.EndsWith(".openshift.io", StringComparison.Ordinal))
        {
            return OpenShift.Value.Validate($"com.github.openshift.api.{group.Split('.')[0]}.{version}.{kind}", item);
        }

        return Kubernetes.Value.DefinitionOf(group, version, kind) is { } definition
            ? Kubernetes.Value.Validate(definition, item)
            : [$"{apiVersion} {kind} is no kind of the API"];
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
}
