using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Images.Locks;

/// <summary>
/// The committed <c>container.lock.json</c>: the digest each tag stood for when it was locked. A base image whose tag is in it is fetched by that
/// digest, so that a publish of the same commit has the same base whatever was pushed since.
/// </summary>
public sealed record BaseLock
{
    /// <summary>Name of the file, beside the project file.</summary>
    public const string FileName = "container.lock.json";

    private const int CurrentSchema = 1;

    /// <summary>Digest (of the index where there is one) by reference with registry and tag, for example <c>mcr.microsoft.com/dotnet/aspnet:10.0</c>.</summary>
    public ImmutableSortedDictionary<string, Digest> Images { get; init; } = ImmutableSortedDictionary.Create<string, Digest>(StringComparer.Ordinal);

    /// <summary>The digest a reference is held to; <see langword="null"/> when the file does not name it.</summary>
    public Digest? Of(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Images.TryGetValue(NameOf(reference), out Digest digest) ? digest : null;
    }

    /// <summary>The lock with another digest for a reference.</summary>
    public BaseLock With(ImageReference reference, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return this with { Images = Images.SetItem(NameOf(reference), digest) };
    }

    /// <summary>Reads a lock file.</summary>
    /// <param name="utf8">Its content.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <exception cref="OpenShiftException">OSC0028: it is no lock file of this version.</exception>
    public static BaseLock Read(ReadOnlyMemory<byte> utf8, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(WithoutMark(utf8), new JsonDocumentOptions { MaxDepth = 8 });
            ImmutableSortedDictionary<string, Digest>.Builder images = ImmutableSortedDictionary.CreateBuilder<string, Digest>(StringComparer.Ordinal);
            if (document.RootElement.GetProperty("schema").GetInt32() != CurrentSchema)
            {
                throw Invalid(path, "is of another version of OpenShift.NET.Sdk", null, 1);
            }

            foreach (JsonProperty image in document.RootElement.GetProperty("images").EnumerateObject())
            {
                images[image.Name] = Digest.TryParse(image.Value.GetString() ?? "", out Digest digest)
                    ? digest
                    : throw Invalid(path, $"has no digest for '{image.Name}'", null, 1);
            }

            return new BaseLock { Images = images.ToImmutable() };
        }
        catch (JsonException e)
        {
            throw Invalid(path, "is no JSON", e, (int)(e.LineNumber ?? 0) + 1);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Invalid(path, "does not hold 'schema' and 'images'", e, 1);
        }
    }

    /// <summary>The content of the file: sorted, indented, ended by a line end.</summary>
    public byte[] Write()
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", CurrentSchema);
            json.WriteStartObject("images");
            foreach ((string name, Digest digest) in Images)
            {
                json.WriteString(name, digest.ToString());
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    // An untagged name means "latest" everywhere.
    private static string NameOf(ImageReference reference) => $"{reference.Registry}/{reference.Repository}:{reference.Tag ?? ImageReference.DefaultTag}";

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) => utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8;

    private static OpenShiftException Invalid(string path, string seen, Exception? cause, int line) =>
        new(ToolCodes.InvalidConfigurationFile, $"'{path}' {seen}", "Delete it and write it anew with 'dotnet publish -t:PublishContainer -p:OpenShiftUpdateLock=true'.", new SourceLocation(path, line), cause);
}
