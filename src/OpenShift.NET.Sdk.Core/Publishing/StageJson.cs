using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing.Neighbours;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>Reads and writes the records stages leave for the next publish. A record that cannot be read is no record: the stage then does its work again.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AssemblyRecord))]
[JsonSerializable(typeof(DeliveryRecord))]
[JsonSerializable(typeof(ServiceSettings))]
internal sealed partial class StageJson : JsonSerializerContext
{
    public static T? TryRead<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Writes to memory and reads back.</summary>
    public static T? Rehearse<T>(T record, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(record, type), type);

    // Of an image they hold the values of environment variables, which nobody else on this machine needs.
    public static ValueTask WriteAsync<T>(string path, T record, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(path, output => JsonSerializer.SerializeAsync(output, record, type, cancellationToken), UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
