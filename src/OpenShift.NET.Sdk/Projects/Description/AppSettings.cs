using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The settings a container starts with: appsettings.json, then appsettings.Production.json over it, flattened to <c>Section:Key</c> as .NET's configuration does (keys compare without case).</summary>
public sealed class AppSettings
{
    private static readonly string[] FileNames = ["appsettings.json", "appsettings.Production.json"];
    private readonly ImmutableSortedDictionary<string, AppSetting> _values;

    private AppSettings(ImmutableSortedDictionary<string, AppSetting> values) => _values = values;

    /// <summary>Reads the settings files that are published. A file that is left out of the image does not count.</summary>
    /// <exception cref="OpenShiftException">OSC0028: a settings file is no JSON; the application would not start with it.</exception>
    public static AppSettings Read(IEnumerable<PublishFile> files)
    {
        ILookup<string, PublishFile> byName = files.Where(f => f.LeftOutBecause is null).ToLookup(f => f.Path, StringComparer.OrdinalIgnoreCase);
        ImmutableSortedDictionary<string, AppSetting>.Builder values = ImmutableSortedDictionary.CreateBuilder<string, AppSetting>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in FileNames)
        {
            foreach (PublishFile file in byName[name])
            {
                ReadFile(file, name, values);
            }
        }

        return new AppSettings(values.ToImmutable());
    }

    /// <summary>A setting's value; <see langword="null"/> when it is not set.</summary>
    public string? this[string key] => _values.TryGetValue(key, out AppSetting? v) ? v.Value : null;

    /// <summary>The file a setting comes from.</summary>
    public string? FileOf(string key) => _values.TryGetValue(key, out AppSetting? v) ? v.File : null;

    /// <summary>The settings below a section, by full key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Below(string section) =>
        _values.Where(p => p.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)).Select(p => KeyValuePair.Create(p.Key, p.Value.Value));

    private static void ReadFile(PublishFile file, string name, ImmutableSortedDictionary<string, AppSetting>.Builder values)
    {
        try
        {
            using FileStream stream = File.OpenRead(file.Source);
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Flatten(document.RootElement, "", name, values);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.PublishFileUnreadable, $"'{file.Source}' cannot be read", "Publish again, and make sure nothing else changes the publish folder meanwhile.", innerException: e);
        }
    }

    private static void Flatten(JsonElement element, string prefix, string file, ImmutableSortedDictionary<string, AppSetting>.Builder values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Flatten(property.Value, prefix.Length == 0 ? property.Name : prefix + ":" + property.Name, file, values);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Flatten(item, FormattableString.Invariant($"{prefix}:{index++}"), file, values);
                }

                break;
            default:
                values[prefix] = new AppSetting(element.ToString(), file);
                break;
        }
    }
}
