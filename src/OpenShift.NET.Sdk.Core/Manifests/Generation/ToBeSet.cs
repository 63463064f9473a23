using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>What is said of a setting that whoever deploys has to set, because its value in the image leads to the machine itself and a host in its place is made up, or left to a Secret: the one wording for log, SETTINGS.md, Template and ConfigMap.</summary>
internal static class ToBeSet
{
    private const int MostNames = 3;

    /// <summary>Beginning of everything said of such a setting.</summary>
    public const string Mark = "To be set";

    /// <summary>Beginning of the subject of <see cref="Note"/>; the name of a setting follows, whose place is that of the note.</summary>
    public const string Subject = "OpenShiftSetting ";

    /// <summary>What a setting means, with what is to be set.</summary>
    public static string? Meaning(SettingFact fact)
    {
        if (fact.Replaces is not { } found)
        {
            return fact.Description;
        }

        string what = fact.Kind == SettingKind.Secret
            ? "the secret with the address of the service"
            : fact.Kind == SettingKind.OwnAddress
            ? AddressRoles.Of(fact.Name) == AddressRole.Caller ? "the public address of the page that calls the application" : "the application's own public address, that of its Route"
            : fact.Default is null ? "the address of the service"
            : "its host is made up";
        return $"{Mark}: {what}; the image says {found}{LocalHost.Why(HostOf(fact, found))}.{(fact.Description is null ? "" : " " + fact.Description)}";
    }

    /// <summary>One message for all of them; <see langword="null"/> when there is none.</summary>
    /// <param name="settings">The project's settings.</param>
    /// <param name="files">The manifests, with the user's own merged into them: what those set is set.</param>
    public static ManifestNote? Note(ImmutableArray<SettingFact> settings, ImmutableArray<ManifestFile> files)
    {
        SettingFact[] open = [.. settings.Where(s => s.Replaces is not null && !IsSetBySomebody(s, files)).OrderBy(static s => s.Default is null)];
        if (open.Length == 0)
        {
            return null;
        }

        bool secret = open.Any(static s => s.Kind == SettingKind.Secret);
        bool value = open.Any(static s => s.Kind != SettingKind.Secret);
        string names = string.Join(", ", open.Take(open.Length <= MostNames ? MostNames : MostNames - 1).Select(static s => s.Name + (s.Default is { } made ? $" ({made})" : "")));
        return new ManifestNote(
            FormattableString.Invariant($"{Mark} when the application is deployed: {names}{(open.Length <= MostNames ? "" : $" and {open.Length - MostNames + 1} more")}. The settings in the image lead to the machine itself there{(value ? "; hosts in their place are made up" : "")} ({ManifestGenerator.SettingsPath}).{(value ? " A Default of an OpenShiftSetting says the right one." : "")}{(secret ? " The value of a secret is a parameter of the Template, or a line of secrets.env." : "")}"),
            Subject + open[0].Name);
    }

    private static string HostOf(SettingFact fact, string found) =>
        fact.Kind == SettingKind.Secret ? found : AddressText.Read(found, isName: true)?.Hosts.FirstOrDefault(static h => h.IsLocal)?.Host ?? "localhost";

    private static bool IsSetBySomebody(SettingFact setting, ImmutableArray<ManifestFile> files)
    {
        if (setting.Kind == SettingKind.Secret)
        {
            // The Secret that is generated is the Template's, with a parameter for a value.
            return files.SelectMany(static f => f.Documents).SelectMany(static d => d.TextAt("kind") == "Template" ? d.ItemsAt("objects").OfType<YamlMapping>() : [d])
                .Any(d => d.TextAt("kind") == "Secret" && (d.TextAt("data", setting.Name) ?? d.TextAt("stringData", setting.Name)) is { } given && !given.StartsWith("${", StringComparison.Ordinal));
        }

        bool? made = null;
        foreach (YamlMapping map in files.SelectMany(static f => f.Documents).Where(static d => d.TextAt("kind") == "ConfigMap"))
        {
            if (map.TextAt("data", setting.Name) is { } value)
            {
                made = (made ?? false) || value == setting.Default;
            }
        }

        return made == false;
    }
}
