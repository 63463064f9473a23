using System.Text.Json;
using System.Text.Json.Serialization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>JSON of the OCI documents: read leniently, written with a fixed member order and without white space, so that equal content has equal bytes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = false)]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(Descriptor))]
public sealed partial class ImageJson : JsonSerializerContext
{
    // A property, not a field: the generated part's own static fields must be there first.
    private static ImageJson Relaxed { get => field ??= CreateRelaxed(); }

    private static ImageJson CreateRelaxed() => new(new JsonSerializerOptions(Default.Options!)
    {
        // Labels hold any text; escaping what JSON itself does not need escaped would only make the document longer and harder to read.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes a manifest.</summary>
    public static byte[] Write(ImageManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Relaxed.ImageManifest);

    /// <summary>Writes an index.</summary>
    public static byte[] Write(ImageIndex index) => JsonSerializer.SerializeToUtf8Bytes(index, Relaxed.ImageIndex);

    /// <summary>Writes an image configuration.</summary>
    public static byte[] Write(ImageConfig config) => JsonSerializer.SerializeToUtf8Bytes(config, Relaxed.ImageConfig);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="OpenShiftException">OSC0045: the bytes are no image manifest.</exception>
    public static ImageManifest ReadManifest(ReadOnlySpan<byte> utf8, string what) => Read(utf8, Default.ImageManifest, what, "an image manifest");

    /// <summary>Reads an index.</summary>
    /// <exception cref="OpenShiftException">OSC0045: the bytes are no image index.</exception>
    public static ImageIndex ReadIndex(ReadOnlySpan<byte> utf8, string what) => Read(utf8, Default.ImageIndex, what, "an image index");

    /// <summary>Reads an image configuration.</summary>
    /// <exception cref="OpenShiftException">OSC0045: the bytes are no image configuration.</exception>
    public static ImageConfig ReadConfig(ReadOnlySpan<byte> utf8, string what) => Read(utf8, Default.ImageConfig, what, "an image configuration");

    private static T Read<T>(ReadOnlySpan<byte> utf8, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string what, string kind)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new OpenShiftException(
                ToolCodes.InvalidManifest,
                $"{what} is not {kind} (JSON line {(e.LineNumber ?? 0) + 1})",
                "Use an image that follows the OCI image specification or Docker's schema 2.",
                innerException: e);
        }
    }
}
