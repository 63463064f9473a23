using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>Settings in JSON, flattened as .NET's configuration does; comments and trailing commas are allowed as there.</summary>
internal static class JsonSettings
{
    /// <exception cref="JsonException">It is no JSON; what was before the damage has been returned.</exception>
    public static IEnumerable<ConfigEntry> Read(string text)
    {
        var found = new List<ConfigEntry>();
        JsonException? damage = null;
        try
        {
            Read(Encoding.UTF8.GetBytes(text), found);
        }
        catch (JsonException e)
        {
            damage = e;
        }

        foreach (ConfigEntry entry in found)
        {
            yield return entry;
        }

        if (damage is not null)
        {
            throw damage;
        }
    }

    private static void Read(byte[] utf8, List<ConfigEntry> found)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
        // For each open object or array: its own key, and the index of the next item of an array, -1 for an object.
        var open = new Stack<(string Key, int Index)>();
        string? property = null;
        int line = 1;
        int counted = 0;
        int named = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    property = Text(ref reader);
                    named = (int)reader.TokenStartIndex;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push((Key(), reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    int at = (int)reader.TokenStartIndex;
                    line += utf8.AsSpan(counted, at - counted).Count((byte)'\n');
                    counted = at;
                    found.Add(new ConfigEntry(Key(), Value(ref reader), line) { Column = TextPosition.ColumnOf(utf8, named, at), IsNull = reader.TokenType == JsonTokenType.Null });
                    break;
            }
        }

        string Key()
        {
            if (!open.TryPop(out (string Key, int Index) parent))
            {
                return "";
            }

            string name = parent.Index < 0 ? property ?? "" : parent.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            open.Push(parent.Index < 0 ? parent : (parent.Key, parent.Index + 1));
            property = null;
            return ConfigEntry.KeyOf(parent.Key, name);
        }
    }

    // As .NET's configuration writes them.
    private static string Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.True => bool.TrueString,
        JsonTokenType.False => bool.FalseString,
        JsonTokenType.Null => "",
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    // Half a surrogate pair in an escape is no text.
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
