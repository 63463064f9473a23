using System.Text.Json;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>
/// The published API as the committed digest has it: <c>src/OpenShift.NET.Sdk.Core/Manifests/Fields/fields.txt</c>, made from the OpenAPI documents of
/// Kubernetes and OpenShift by <see cref="FieldDigest"/>. Read here by code of the tests' own, so that generator and product are held against the
/// data, not against each other.
/// </summary>
internal static class ApiSchemas
{
    /// <summary>The committed digest.</summary>
    public static string File { get; } = Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Manifests", "Fields", "fields.txt");

    private static readonly Lazy<SchemaValidator> s_known = new(() => new SchemaValidator(System.IO.File.ReadLines(File)));

    /// <summary>Holds one object against the fields of its kind.</summary>
    /// <returns>What is wrong with it.</returns>
    public static IReadOnlyList<string> Validate(JsonElement item)
    {
        string apiVersion = item.GetProperty("apiVersion").GetString()!;
        string kind = item.GetProperty("kind").GetString()!;
        return s_known.Value.Validate(apiVersion, kind, item);
    }
}
