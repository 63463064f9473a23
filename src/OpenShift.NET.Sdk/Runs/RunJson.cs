using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Runs;

/// <summary>Reads and writes <c>run.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RunFacts))]
public sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Writes the facts.</summary>
    public static byte[] Write(RunFacts facts) => JsonSerializer.SerializeToUtf8Bytes(facts, Default.RunFacts);

    /// <summary>Reads the facts; <see langword="null"/> when the bytes are none of this schema.</summary>
    public static RunFacts? TryRead(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Default.RunFacts) is { Schema: Runs.RunFacts.CurrentSchema } facts ? facts : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
