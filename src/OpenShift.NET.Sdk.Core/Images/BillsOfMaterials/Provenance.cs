using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>Where an image comes from: SLSA provenance v1 in an in-toto statement v1. It is not signed; whoever signs it says that it is true.</summary>
public sealed record Provenance
{
    /// <summary>Media type of the statement, also the artifact type it is attached with.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>Type of the predicate.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>What the parameters mean: a publish by this SDK.</summary>
    public const string BuildType = "pkg:nuget/OpenShift.NET.Sdk#container/v1";

    /// <summary>The builder of a machine that nobody vouches for.</summary>
    public const string UnknownBuilder = "pkg:nuget/OpenShift.NET.Sdk#local";

    /// <summary>The image's name.</summary>
    public required string Name { get; init; }

    /// <summary>Digest of its manifest.</summary>
    public required Digest Image { get; init; }

    /// <summary>What was asked of the build, by name; ordered.</summary>
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>What it was made from, ordered.</summary>
    public required ImmutableArray<ProvenanceMaterial> Materials { get; init; }

    /// <summary>URI of the build platform; <see langword="null"/> when none is named.</summary>
    public string? BuilderId { get; init; }

    /// <summary>Versions of what built it, by name.</summary>
    public required ImmutableSortedDictionary<string, string> Versions { get; init; }

    /// <summary>The statement as bytes; the same for the same statement.</summary>
    public byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", Name);
            WriteDigest(json, "sha256", Image.Hex);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            json.WriteStartObject("buildDefinition");
            json.WriteString("buildType", BuildType);
            WriteTexts(json, "externalParameters", Parameters);
            json.WriteStartArray("resolvedDependencies");
            foreach (ProvenanceMaterial material in Materials)
            {
                json.WriteStartObject();
                json.WriteString("uri", material.Uri);
                WriteDigest(json, material.Algorithm, material.Digest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("runDetails");
            json.WriteStartObject("builder");
            json.WriteString("id", BuilderId ?? UnknownBuilder);
            WriteTexts(json, "version", Versions);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteDigest(Utf8JsonWriter json, string algorithm, string value)
    {
        json.WriteStartObject("digest");
        json.WriteString(algorithm, value);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
