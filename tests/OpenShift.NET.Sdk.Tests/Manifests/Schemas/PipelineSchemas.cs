using System.Text.Json;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>The published API of pipelines as the committed digest has it; OpenShift's own kinds are those of <see cref="ApiSchemas"/>.</summary>
internal static class PipelineSchemas
{
    /// <summary>The committed digest.</summary>
    public static string File { get; } = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Schemas", "pipeline-fields.txt");

    private static readonly Lazy<SchemaValidator> s_known = new(() => new SchemaValidator(System.IO.File.ReadLines(File)));

    /// <summary>Holds one object against the fields of its kind.</summary>
    /// <returns>What is wrong with it.</returns>
    public static IReadOnlyList<string> Validate(JsonElement item)
    {
        string apiVersion = item.GetProperty("apiVersion").GetString()!;
        return apiVersion.Contains("openshift.io", StringComparison.Ordinal)
            ? ApiSchemas.Validate(item)
            : s_known.Value.Validate(apiVersion, item.GetProperty("kind").GetString()!, item);
    }
}
