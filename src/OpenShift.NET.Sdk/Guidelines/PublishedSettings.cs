using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>The settings a container of the image starts with in Production.</summary>
internal static class PublishedSettings
{
    /// <summary><c>appsettings.json</c>, <c>appsettings.Production.json</c> over it, and the image's environment over both, by full key (compared without case); variables also as <c>$NAME</c>.</summary>
    public static IReadOnlyDictionary<string, string> Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((FileVersion file, ConfigFile content) in ShippedSettings.Visible(publication).Where(static f => IsSettings(f.File.Path)).OrderBy(static f => f.File.Path.Length))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                settings[entry.Key] = entry.Value;
            }
        }

        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                settings[entry[..equals].Replace("__", ":", StringComparison.Ordinal)] = entry[(equals + 1)..];
                settings["$" + entry[..equals]] = entry[(equals + 1)..];
            }
        }

        return settings;
    }

    private static bool IsSettings(string path) =>
        path.EndsWith("/appsettings.json", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/appsettings.Production.json", StringComparison.OrdinalIgnoreCase);
}
