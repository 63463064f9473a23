using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using YamlDotNet.Core;

namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>A configuration file as its settings.</summary>
/// <param name="Entries">The settings, in the order of the file; those before the damage when it is damaged.</param>
/// <param name="Problem">Why not all of it was understood, a clause without a full stop; <see langword="null"/> when it was.</param>
internal sealed record ConfigFile(ImmutableArray<ConfigEntry> Entries, string? Problem)
{
    /// <summary>The largest file that is looked into, in bytes.</summary>
    public const long MaximumSize = 256 * 1024;

    private const int MaximumEntries = 20_000;

    /// <summary>Whether a file is one that applications take settings from, judged by its name and place.</summary>
    /// <param name="path">Absolute path in the image.</param>
    public static bool IsOne(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        int dot = name.LastIndexOf('.');
        ReadOnlySpan<char> extension = dot < 0 ? default : name[dot..];
        if (extension.Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase)
                || name.Equals("secrets.json", StringComparison.OrdinalIgnoreCase)
                || IsJsonOfApplication(path, name);
        }

        return extension is ".env" or ".ini" or ".yml" or ".yaml" or ".properties" || extension.Equals(".config", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(".env.", StringComparison.Ordinal);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, which says of which kind it is.</param>
    /// <param name="text">Its text.</param>
    public static ConfigFile Read(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        string name = ImagePath.Name(path).ToLowerInvariant();
        var entries = new List<ConfigEntry>();
        string? problem = null;
        try
        {
            foreach (ConfigEntry entry in name.EndsWith(".json", StringComparison.Ordinal) ? JsonSettings.Read(text)
                : name.EndsWith(".config", StringComparison.Ordinal) ? XmlSettings.Read(text)
                : name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal) ? YamlSettings.Read(text)
                : LineSettings.Read(text))
            {
                if (entries.Count == MaximumEntries)
                {
                    problem = FormattableString.Invariant($"it has more than {MaximumEntries} settings");
                    break;
                }

                entries.Add(entry);
            }
        }
        catch (JsonException e)
        {
            problem = FormattableString.Invariant($"line {(e.LineNumber ?? 0) + 1} is not valid JSON");
        }
        catch (XmlException e)
        {
            problem = FormattableString.Invariant($"line {Math.Max(1, e.LineNumber)} is not valid XML");
        }
        catch (YamlException e)
        {
            problem = FormattableString.Invariant($"line {Math.Max(1, e.Start.Line)} cannot be read as YAML");
        }

        return new ConfigFile([.. entries], problem);
    }

    // Beside the application and in a folder of that name below it, not the thousands of libraries, tools and texts in other languages.
    private static bool IsJsonOfApplication(string path, ReadOnlySpan<char> name) =>
        path.AsSpan().Count('/') is var depth && (depth <= 2 || (depth == 3 && ImagePath.Name(ImagePath.Parent(path)).ToLowerInvariant() is "config" or "conf" or "configuration" or "settings"))
        && !path.StartsWith("/usr/", StringComparison.Ordinal) && !path.StartsWith("/etc/", StringComparison.Ordinal)
        && !path.StartsWith("/lib/", StringComparison.Ordinal) && !path.StartsWith("/var/", StringComparison.Ordinal)
        && !path.Contains("/wwwroot/", StringComparison.Ordinal) && !path.Contains("/node_modules/", StringComparison.Ordinal)
        && !name.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".staticwebassets.endpoints.json", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith("package-lock.json", StringComparison.OrdinalIgnoreCase);
}
