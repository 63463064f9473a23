using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The settings a container starts with: appsettings.json, then that of its environment (appsettings.Production.json) over it, flattened to <c>Section:Key</c> as .NET's configuration does (keys compare without case).</summary>
public sealed class AppSettings
{
    /// <summary>What a host calls its environment when nothing says it.</summary>
    public const string DefaultEnvironment = "Production";

    private readonly ImmutableSortedDictionary<string, AppSetting> _values;

    private AppSettings(ImmutableSortedDictionary<string, AppSetting> values) => _values = values;

    /// <summary>The values by full key; keys compare without case.</summary>
    public IReadOnlyDictionary<string, string> Values => _values.ToImmutableSortedDictionary(static p => p.Key, static p => p.Value.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>All settings, ordered by key.</summary>
    internal IEnumerable<AppSetting> All => _values.Values;

    /// <summary>A setting; <see langword="null"/> when it is not set.</summary>
    internal AppSetting? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>Reads the settings files that are published. A file that is left out of the image does not count.</summary>
    /// <param name="files">What is published.</param>
    /// <param name="environment">The environment the host runs in.</param>
    /// <exception cref="OpenShiftException">OSC0028: a settings file is no JSON; the application would not start with it.</exception>
    public static AppSettings Read(IEnumerable<PublishFile> files, string environment = DefaultEnvironment)
    {
        ILookup<string, PublishFile> byName = files.Where(f => f.LeftOutBecause is null).ToLookup(f => f.Path, StringComparer.OrdinalIgnoreCase);
        ImmutableSortedDictionary<string, AppSetting>.Builder values = ImmutableSortedDictionary.CreateBuilder<string, AppSetting>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in (ReadOnlySpan<string>)["appsettings.json", $"appsettings.{environment}.json"])
        {
            foreach (PublishFile file in byName[name])
            {
                ReadFile(file, name, values);
            }
        }

        return new AppSettings(values.ToImmutable());
    }

    /// <summary>A setting's value; <see langword="null"/> when it is not set.</summary>
    public string? this[string key] => Find(key)?.Value;

    /// <summary>The file a setting comes from.</summary>
    public string? FileOf(string key) => Find(key)?.File;

    /// <summary>The settings below a section, by full key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Below(string section) =>
        _values.Where(p => p.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)).Select(p => KeyValuePair.Create(p.Key, p.Value.Value));

    private static void ReadFile(PublishFile file, string name, ImmutableSortedDictionary<string, AppSetting>.Builder values)
    {
        try
        {
            ReadOnlySpan<byte> utf8 = File.ReadAllBytes(file.Source);
            Flatten(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, name, values);
        }
        catch (JsonException e)
        {
            throw new OpenShiftException(
                ToolCodes.InvalidConfigurationFile,
                $"{name} is not valid JSON",
                "Correct it: the application reads it at start-up and would stop there.",
                new SourceLocation(file.Source, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                e);
        }
        catch (InvalidOperationException e)
        {
            throw new OpenShiftException(ToolCodes.InvalidConfigurationFile, $"{name} is not valid UTF-8", "Save it in UTF-8: the application reads it at start-up and would stop there.", new SourceLocation(file.Source), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.PublishFileUnreadable, $"'{file.Source}' cannot be read", "Publish again, and make sure nothing else changes the publish folder meanwhile.", innerException: e);
        }
    }

    private static void Flatten(ReadOnlySpan<byte> utf8, string file, ImmutableSortedDictionary<string, AppSetting>.Builder values)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var parents = new Stack<Level>();
        string key = "";
        int line = 1;
        int lineStart = 0;
        int counted = 0;
        int name = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = Join(parents.Peek().Prefix, reader.GetString()!);
                    name = (int)reader.TokenStartIndex;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    parents.Pop();
                    continue;
                default:
                    break;
            }

            if (parents.TryPeek(out Level? parent) && parent.IsArray)
            {
                key = Join(parent.Prefix, (parent.Next++).ToString(CultureInfo.InvariantCulture));
                name = (int)reader.TokenStartIndex;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                parents.Push(new Level(key, reader.TokenType == JsonTokenType.StartArray));
                continue;
            }

            if (utf8[counted..name].LastIndexOf((byte)'\n') is >= 0 and var end)
            {
                line += utf8[counted..name].Count((byte)'\n');
                lineStart = counted + end + 1;
            }

            counted = name;
            // Since .NET 10 null takes back what earlier files say.
            if (reader.TokenType == JsonTokenType.Null)
            {
                values.Remove(key);
            }
            else
            {
                values[key] = new AppSetting(key, TextOf(ref reader), file, line, Encoding.UTF8.GetCharCount(utf8[lineStart..name]) + 1);
            }
        }
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : prefix + ":" + name;

    // As .NET's configuration writes them.
    private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.True => bool.TrueString,
        JsonTokenType.False => bool.FalseString,
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    private sealed class Level(string prefix, bool isArray)
    {
        public string Prefix => prefix;

        public bool IsArray => isArray;

        public int Next { get; set; }
    }
}
