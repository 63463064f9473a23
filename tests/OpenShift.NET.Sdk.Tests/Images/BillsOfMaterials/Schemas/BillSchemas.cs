using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials.Schemas;

/// <summary>
/// The published schemas without what only people read. Who has them (<c>schema/bom-1.6.schema.json</c> of CycloneDX/specification, <c>schemas/spdx-schema.json</c> of the branch
/// <c>support/2.3</c> of spdx/spdx-spec, in one folder) makes the digests anew with <c>UPDATE_GENERATED=1 BOM_SCHEMAS=FOLDER</c> and the fast tests.
/// </summary>
internal static class BillSchemas
{
    private static readonly string[] s_forPeople = ["description", "title", "examples", "meta:enum", "$comment", "deprecated", "default", "format"];
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Images", "BillsOfMaterials", "Schemas");

    private static readonly Lazy<JsonSchema> s_cycloneDx = new(() => Read("bom-1.6.json"));
    private static readonly Lazy<JsonSchema> s_spdx = new(() => Read("spdx-2.3.json"));

    /// <summary>Each schema: published file, digest, where it is from.</summary>
    public static (string Published, string Digest, string Source)[] All { get; } =
    [
        ("bom-1.6.schema.json", "bom-1.6.json", "CycloneDX/specification, schema/bom-1.6.schema.json, under the Apache License 2.0 (http://www.apache.org/licenses/LICENSE-2.0), without what only people read."),
        ("spdx-schema.json", "spdx-2.3.json", "The Linux Foundation's SPDX specification 2.3 (spdx/spdx-spec, schemas/spdx-schema.json), under Creative Commons Attribution 3.0 (https://creativecommons.org/licenses/by/3.0/), without what only people read."),
    ];

    /// <summary>CycloneDX 1.6.</summary>
    public static JsonSchema CycloneDx => s_cycloneDx.Value;

    /// <summary>SPDX 2.3.</summary>
    public static JsonSchema Spdx => s_spdx.Value;

    /// <summary>Full path of a digest.</summary>
    public static string PathOf(string digest) => Path.Combine(Folder, digest);

    /// <summary>The digest of a published schema.</summary>
    public static string Of(JsonObject schema, string source)
    {
        JsonObject stripped = (JsonObject)Strip(schema, names: false)!;
        stripped["$comment"] = $"{source} SHA-256 of the rest: {ChecksumOf(stripped)}";
        return ToText(stripped);
    }

    /// <summary>SHA-256 of a digest without its comment.</summary>
    public static string ChecksumOf(JsonObject digest)
    {
        var rest = (JsonObject)digest.DeepClone();
        rest.Remove("$comment");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToText(rest))));
    }

    private static string ToText(JsonObject schema) => schema.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

    // Members of "properties" and "definitions" are names, not keywords.
    private static JsonNode? Strip(JsonNode? node, bool names) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => names || !s_forPeople.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, Strip(m.Value, !names && m.Key is "properties" or "definitions")))),
        JsonArray entries => new JsonArray([.. entries.Select(static e => Strip(e, names: false))]),
        _ => node?.DeepClone(),
    };

    private static JsonSchema Read(string digest) => new(JsonDocument.Parse(File.ReadAllBytes(PathOf(digest))).RootElement);
}
