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
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(HistoryEntry))]
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
    public static ImageManifest ReadManifest(ReadOnlySpan<byte> utf8, string what) => Read(utf8, Default.ImageManifest, DocumentShape.ProblemOf, what, "an image manifest");

    /// <summary>Reads an index.</summary>
    /// <exception cref="OpenShiftException">OSC0045: the bytes are no image index.</exception>
    public static ImageIndex ReadIndex(ReadOnlySpan<byte> utf8, string what) => Read(utf8, Default.ImageIndex, DocumentShape.ProblemOf, what, "an image index");

    /// <summary>Reads an image configuration.</summary>
    /// <exception cref="OpenShiftException">OSC0045: the bytes are no image configuration.</exception>
    public static ImageConfig ReadConfig(ReadOnlySpan<byte> utf8, string what) => Read(utf8, Default.ImageConfig, static c => DocumentShape.ProblemOf(c) ?? TextProblemOf(c), what, "an image configuration");

    /// <summary>Requires that a configuration describes the layers of its manifest.</summary>
    /// <exception cref="OpenShiftException">OSC0045: it names another number of layers.</exception>
    internal static void RequireSameLayers(ImageManifest manifest, ImageConfig config, string what)
    {
        if (manifest.Layers.Length != config.RootFs.DiffIds.Length)
        {
            throw Invalid(FormattableString.Invariant($"{what} names {config.RootFs.DiffIds.Length} layers in rootfs, and its manifest {manifest.Layers.Length}"), null);
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> utf8, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, string?> problemOf, string what, string kind)
    {
        try
        {
            T document = JsonSerializer.Deserialize(utf8, type) ?? throw new JsonException("null");
            return problemOf(document) is { } problem ? throw Invalid($"{what} is not {kind}: {problem}", null) : document;
        }
        catch (JsonException e)
        {
            throw Invalid($"{what} is not {kind} (JSON line {(e.LineNumber ?? 0) + 1})", e);
        }
    }

    // Members that nobody knows are kept as they came and written again: half a surrogate pair can be read, but not be written.
    private static string? TextProblemOf(ImageConfig config)
    {
        try
        {
            if (config.Extensions is { Count: > 0 } || config.Config.Extensions is { Count: > 0 })
            {
                _ = Write(config);
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return "a text in it is no Unicode";
        }
    }

    private static OpenShiftException Invalid(string seen, Exception? cause) => new(
        ToolCodes.InvalidManifest,
        seen,
        "Use an image that follows the OCI image specification or Docker's schema 2.",
        innerException: cause);
}
