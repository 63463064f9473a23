using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0902_SettingsHaveNoSecret;

/// <summary>Tells credentials for a service on the same machine, as developers have them: nobody but who sits there can use them.</summary>
internal static class LocalCredential
{
    /// <summary>Whether a connection string or an address with a password leads to the machine itself; of several hosts all have to be it.</summary>
    public static bool IsOne(string value, SecretKind kind) =>
        kind is SecretKind.ConnectionString or SecretKind.UrlPassword && AddressText.Read(value) is { Hosts: [_, ..] hosts } && hosts.All(static h => h.IsLocal);
}
