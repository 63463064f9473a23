using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>Reads and writes <c>facts.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(ProjectFacts))]
public sealed partial class FactsJson : JsonSerializerContext
{
    /// <summary>Writes the facts.</summary>
    public static byte[] Write(ProjectFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            // The generated method itself: JsonSerializer would first build metadata of every type, which costs the JIT more than the writing.
            Default.ProjectFactsSerializeHandler(writer, facts);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the facts.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the bytes are no facts of this schema.</exception>
    public static ProjectFacts Read(ReadOnlySpan<byte> utf8, string path)
    {
        ProjectFacts? facts;
        try
        {
            facts = JsonSerializer.Deserialize(utf8, Default.ProjectFacts);
        }
        catch (JsonException e)
        {
            throw new OpenShiftException(ToolCodes.InvalidFacts, $"'{path}' does not hold project facts", "Delete the obj folder and publish again.", new SourceLocation(path, (int)(e.LineNumber ?? 0) + 1), e);
        }

        return facts is { Schema: Projects.ProjectFacts.CurrentSchema }
            ? facts
            : throw new OpenShiftException(ToolCodes.InvalidFacts, $"'{path}' was written by another version of OpenShift.NET.Sdk", "Delete the obj folder and publish again.", new SourceLocation(path));
    }
}
