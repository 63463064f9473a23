using System.Collections.Immutable;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>
/// The libraries of an application and what they need, as the build writes them into its <c>.deps.json</c>
/// (dotnet/sdk, documentation/specs/runtime-configuration-file.md).
/// </summary>
/// <param name="Libraries">The libraries, in the file's order.</param>
internal sealed record DependencyList(ImmutableArray<DependencyLibrary> Libraries)
{
    private const int MaximumLibraries = 50_000;

    /// <summary>Reads a list; <see langword="null"/> when the bytes are none.</summary>
    public static DependencyList? TryRead(ReadOnlyMemory<byte> content)
    {
        try
        {
            if (content.Span.StartsWith("\uFEFF"u8))
            {
                content = content[3..];
            }

            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Member(root, "libraries") is not { ValueKind: JsonValueKind.Object } libraries)
            {
                return null;
            }

            JsonElement? target = TargetOf(root);
            var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (JsonProperty library in libraries.EnumerateObject().Take(MaximumLibraries))
            {
                types[library.Name] = Member(library.Value, "type") is { ValueKind: JsonValueKind.String } type ? type.GetString()! : "";
            }

            // A dependency is named without the exact case of its library.
            var keys = types.Keys.GroupBy(static k => k[..SlashOf(k)], StringComparer.OrdinalIgnoreCase).ToDictionary(static g => g.Key, static g => g.First(), StringComparer.OrdinalIgnoreCase);
            return new DependencyList([.. types.Select(t => LibraryOf(t.Key, t.Value, target is { } of ? Member(of, t.Key) : null, keys))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DependencyLibrary LibraryOf(string key, string type, JsonElement? assets, Dictionary<string, string> keys)
    {
        int slash = SlashOf(key);
        return new DependencyLibrary(
            key[..slash],
            slash < key.Length ? key[(slash + 1)..] : "",
            type,
            [.. NamesIn(assets, "dependencies").Select(n => keys.GetValueOrDefault(n)).OfType<string>().Order(StringComparer.Ordinal)],
            [.. NamesIn(assets, "runtime").Select(static a => a[(a.LastIndexOf('/') + 1)..]).Where(static a => a is not ("" or "_._"))]);
    }

    private static JsonElement? TargetOf(JsonElement root)
    {
        if (Member(root, "targets") is not { ValueKind: JsonValueKind.Object } targets)
        {
            return null;
        }

        string? name = Member(root, "runtimeTarget") is { ValueKind: JsonValueKind.Object } chosen && Member(chosen, "name") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        return name is not null && Member(targets, name) is { } target ? target : targets.EnumerateObject().Select(static t => (JsonElement?)t.Value).LastOrDefault();
    }

    private static IEnumerable<string> NamesIn(JsonElement? element, string member) =>
        element is { } of && Member(of, member) is { ValueKind: JsonValueKind.Object } names ? names.EnumerateObject().Select(static n => n.Name) : [];

    private static JsonElement? Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    private static int SlashOf(string key) => key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? slash : key.Length;
}
