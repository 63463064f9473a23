using System;
using System.IO;
using Microsoft.Extensions.Configuration;

namespace OpenShiftNetSdk.Generated;

/// <summary>What a host's configuration says of a setting.</summary>
internal static class HostConfiguration
{
    // A section or list counts as a value.
    public static string? ValueOf(IConfiguration configuration, string name)
    {
        string key = name.Replace("__", ":");
        string? value = configuration[key];
        value = string.IsNullOrEmpty(value) ? Environment.GetEnvironmentVariable(name) : value;
        return string.IsNullOrEmpty(value) && HasChildren(configuration, key) ? key : value;
    }

    // The last provider that has a key decides; files of the image stand beside the application, unless one is mounted there.
    public static bool IsOfShippedFile(IConfiguration configuration, string key)
    {
        string? from = null;
        if (configuration is IConfigurationRoot root)
        {
            foreach (IConfigurationProvider provider in root.Providers)
            {
                if (provider.TryGet(key, out string? value) && !string.IsNullOrEmpty(value))
                {
                    from = provider.ToString();
                }
            }
        }

        // "JsonConfigurationProvider for 'appsettings.json' (Optional)"
        int name = from == null ? -1 : from.IndexOf("'appsettings", StringComparison.Ordinal) + 1;
        int end = name < 1 ? -1 : from!.IndexOf('\'', name);
        return end > 0 && !IsMountPoint(Path.Combine(AppContext.BaseDirectory, from!.Substring(name, end - name)));
    }

    private static bool HasChildren(IConfiguration configuration, string key)
    {
        foreach (IConfigurationSection child in configuration.GetSection(key).GetChildren())
        {
            return true;
        }

        return false;
    }

    private static bool IsMountPoint(string path)
    {
        const string Mounts = "/proc/self/mountinfo";
        return File.Exists(Mounts) && File.ReadAllText(Mounts).IndexOf(" " + path + " ", StringComparison.Ordinal) >= 0;
    }
}
