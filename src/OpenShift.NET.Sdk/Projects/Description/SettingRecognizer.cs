using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Tells which settings of a settings file a deployment changes: secrets, addresses of other services, connection strings.</summary>
internal static class SettingRecognizer
{
    /// <summary>What a setting is; <see langword="null"/> when a deployment has no need to change it.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="everything">Whether other settings are to be changeable too.</param>
    public static SettingFact? Recognize(AppSetting setting, bool everything)
    {
        string name = setting.Key.Replace(":", "__", StringComparison.Ordinal);
        if (!ObjectName.IsEnvironmentVariable(name) || IsOfTheFramework(setting.Key))
        {
            return null;
        }

        var fact = new SettingFact { Name = name, Source = $"{setting.File} {setting.Key}" };
        string value = setting.Value;
        if (IsSecret(setting.Key, value))
        {
            string? generate = SecretName.IsOwnKey(setting.Key) ? OwnKey.PatternFor(setting.Key, value) : null;
            return fact with { Kind = SettingKind.Secret, Generate = generate, Required = generate is null };
        }

        if (EndpointOf(setting.Key, value) is { } endpoint)
        {
            string address = endpoint.IsLocal ? endpoint.WithService(ServiceName.For(setting.Key, value)) : value;
            return fact with
            {
                Kind = SettingKind.Endpoint,
                Default = address,
                Description = endpoint.IsLocal ? $"Address of another service; {setting.File} says {value}, which in a pod is the pod itself." : null,
            };
        }

        return everything || IsConnectionString(setting.Key) ? fact with { Kind = SettingKind.Plain, Default = value } : null;
    }

    // How it logs and listens is decided when it is built: the image's labels and ports say so.
    private static bool IsOfTheFramework(string key)
    {
        int colon = key.IndexOf(':', StringComparison.Ordinal);
        string section = (colon < 0 ? key : key[..colon]).ToLowerInvariant();
        return section is "logging" or "allowedhosts" or "kestrel" or "urls" or "http_ports" or "https_ports" or "detailederrors" or "iissettings" or "profiles"
            || section.StartsWith('$')
            || section.StartsWith("aspnetcore_", StringComparison.Ordinal)
            || section.StartsWith("dotnet_", StringComparison.Ordinal);
    }

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

    private static EndpointValue? EndpointOf(string key, string value)
    {
        EndpointValue? found = EndpointValue.Find(value);
        if (found is not null)
        {
            // "Monday:9" has the form of host and port too; a name that speaks of an address, or a host that is one beyond doubt, decides.
            bool certain = value.Contains("://", StringComparison.Ordinal) || value.Contains('=', StringComparison.Ordinal) || found.IsLocal || found.Parts[1].Contains('.', StringComparison.Ordinal);
            return certain || SpeaksOfAddress(key) ? found : null;
        }

        return value.Length > 0 && EndpointValue.IsHost(value) && SecretName.Words(key) is [.., "host" or "hostname" or "server"] && value.AsSpan().ContainsAnyExcept("0123456789.")
            ? new EndpointValue(["", value, ""])
            : null;
    }

    private static bool SpeaksOfAddress(string key)
    {
        foreach (string word in SecretName.Words(key))
        {
            if (word is "host" or "hosts" or "server" or "servers" or "endpoint" or "endpoints" or "address" or "addresses" or "url" or "urls" or "uri" or "broker" or "brokers"
                or "bootstrap" or "connection" or "connections" or "redis" or "kafka" or "nats" or "services" or "backend")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsConnectionString(string key) => key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);
}
