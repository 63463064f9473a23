using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Tells which settings of a settings file a deployment changes: secrets, addresses of other services, the application's own, connection strings.</summary>
/// <param name="settings">The settings files.</param>
/// <param name="ownPorts">The ports on which developers start the application, and on which its settings make it listen.</param>
internal sealed class SettingRecognizer(AppSettings settings, IReadOnlySet<int> ownPorts)
{
    /// <summary>What a setting is; <see langword="null"/> when a deployment has no need to change it.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="everything">Whether other settings are to be changeable too.</param>
    public SettingFact? Recognize(AppSetting setting, bool everything)
    {
        string name = setting.Key.Replace(":", "__", StringComparison.Ordinal);
        // How it logs and listens is decided when it is built: the image's labels and ports say so.
        if (!ObjectName.IsEnvironmentVariable(name) || PlatformSettings.Has(setting.Key, fromEnvironment: false))
        {
            return null;
        }

        var fact = new SettingFact { Name = name, Source = $"{setting.File} {setting.Key}" };
        string value = setting.Value;
        AddressText? address = AddressOf(setting);
        if (IsSecret(setting.Key, value))
        {
            string? generate = SecretName.IsOwnKey(setting.Key) ? OwnKey.PatternFor(setting.Key, value) : null;
            return fact with
            {
                Kind = SettingKind.Secret,
                Generate = generate,
                Required = generate is null,
                Replaces = address?.Hosts.FirstOrDefault(static h => h.IsLocal)?.Host,
                Description = address is { IntegratedSecurity: true } ? $"Connection string with a user and a password; the one in {setting.File} logs in with a Windows account, which a container does not have." : null,
            };
        }

        if (address is not null && OfAddress(fact, setting, address) is { } recognized)
        {
            return recognized;
        }

        // What names this machine in a form that is not understood is right in no pod.
        return everything || IsConnectionString(setting.Key) ? fact with { Kind = SettingKind.Plain, Default = HostNames.IsMentionedIn(value) ? null : value } : null;
    }

    private SettingFact? OfAddress(SettingFact fact, AppSetting setting, AddressText address)
    {
        string value = setting.Value;
        AddressRole role = AddressRoles.Of(setting.Key);
        bool own = role is AddressRole.Own or AddressRole.Caller || (role is AddressRole.Peer or AddressRole.Document && IsOwn(setting.Key, address));
        return role switch
        {
            AddressRole.Filter or AddressRole.Listening => null,

            // A token's issuer that is the application itself is the same wherever it runs.
            AddressRole.Identifier when address.IsLocal => IsOwn(setting.Key, address) || ownPorts.Count == 0 || address.Hosts[0].Port is null ? null : fact with { Kind = SettingKind.Endpoint, Replaces = value },
            AddressRole.Identifier => fact with { Kind = SettingKind.Plain, Default = value },
            _ when own => fact with { Kind = SettingKind.OwnAddress, Default = address.IsLocal ? null : value, Replaces = address.IsLocal ? value : null },
            AddressRole.Document => address.IsLocal ? fact with { Kind = SettingKind.OwnAddress, Replaces = value } : null,
            _ => fact with { Kind = SettingKind.Endpoint, Default = address.IsLocal ? address.With(ServiceName.For(setting.Key, address)) : value, Replaces = address.IsLocal ? value : null },
        };
    }

    // Where nobody knows how developers start it, a URL that is called nothing but "BaseUrl" is its own rather than that of a service without a name.
    private bool IsOwn(string key, AddressText address) =>
        address is { Form: AddressForm.Url, Kind: ServerKind.Web } && address.Hosts.All(h => h.IsThisMachine && (h.Port is { } port && ownPorts.Contains(port)))
        || (ownPorts.Count == 0 && address is { Form: AddressForm.Url, Kind: ServerKind.Web, IsLocal: true } && SecretName.Words(key).All(static w => w is "url" or "uri" or "base" or "address" or "host" or "server" or "app" or "application" or "settings" or "options" or "appsettings" or "config" or "configuration" or "my"));

    private static bool IsSecret(string key, string value)
    {
        if (SecretValue.Judge(key, value) is not null || ConnectionUser.IsIn(value))
        {
            return true;
        }

        if (SecretName.IsOwnKey(key))
        {
            return !SecretValue.IsNoKey(value);
        }

        // An empty secret, and one that something puts in later, is what a deployment has to give.
        bool truth = bool.TryParse(value, out _);
        return SecretName.IsSecret(key) && !truth && (SecretValue.IsPlaceholder(value) || SecretValue.IsStandIn(value));
    }

    private AddressText? AddressOf(AppSetting setting)
    {
        bool beside = AddressRoles.PortsBeside(setting.Key).Any(n => settings.Find(n) is { } port && !n.Equals(setting.Key, StringComparison.OrdinalIgnoreCase) && int.TryParse(port.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _));
        bool isName = (beside || AddressRoles.IsOfHost(setting.Key)) && setting.Value.AsSpan().ContainsAnyExcept("0123456789.");
        return AddressText.Read(setting.Value, isName) is { Hosts.IsEmpty: false } address
            && !address.Hosts.All(static h => HostNames.IsAny(h.Host))
            && (isName || address.IsCertain || AddressRoles.SpeakOfAddress(setting.Key))
                ? address
                : null;
    }

    private static bool IsConnectionString(string key) => key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);
}
