using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords;

/// <summary>A secret that the image holds, so that the application starts with it where nobody sets another.</summary>
/// <param name="Name">The variable, or the key of a settings file.</param>
/// <param name="Where">Where it stands.</param>
internal sealed record DefaultSecret(string Name, Location Where)
{
    private static readonly string[] s_warnings = ["warn", "default", "change", "replace", "insecure", "not secure", "unsafe"];

    /// <summary>Its key in the application's configuration.</summary>
    public string Key => KeyOf(Name);

    /// <summary>Those of an image: of its environment, then of the settings files its application reads.</summary>
    public static IEnumerable<DefaultSecret> Of(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var told = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && SecretValue.Judge(entry[..equals], entry[(equals + 1)..]) is not null && told.Add(KeyOf(entry[..equals])))
            {
                yield return new DefaultSecret(entry[..equals], Location.OfEnvironment(publication, entry[..equals]));
            }
        }

        foreach ((FileVersion file, ConfigFile content) in PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, null)))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                if (!entry.Key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase) && SecretValue.Judge(entry.Key, entry.Value) is not null && told.Add(KeyOf(entry.Key)))
                {
                    yield return new DefaultSecret(entry.Key, ShippedSettings.Where(publication, file, entry));
                }
            }
        }
    }

    /// <summary>The key that a variable is in the configuration.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace("__", ":", StringComparison.Ordinal);
    }

    /// <summary>Whether a text names the setting and says of it that it is the default, is to be changed, or is not secure.</summary>
    public bool IsWarnedOfIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // A word of the name itself says nothing: "DefaultPassword".
        string rest = text;
        foreach (string name in (string[])[Name, Key, Key.Replace(":", "__", StringComparison.Ordinal)])
        {
            rest = rest.Replace(name, "", StringComparison.OrdinalIgnoreCase);
        }

        return rest.Length < text.Length && s_warnings.Any(w => rest.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
