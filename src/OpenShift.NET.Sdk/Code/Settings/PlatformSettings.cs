namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Settings that the operating system, the platform, the runtime or the host give or document; they are none of the application's own.</summary>
internal static class PlatformSettings
{
    private static readonly string[] s_variables =
    [
        "ASPNETCORE_", "DOTNET_", "COMPLUS_", "KUBERNETES_", "OPENSHIFT_", "POD_", "NODE_NAME", "NAMESPACE", "HOSTNAME", "HOME", "PATH", "TMPDIR", "TEMP", "TMP", "TZ", "LANG", "LC_", "USER", "USERNAME", "SHELL", "PWD",
        "SSL_CERT_", "XDG_", "APP_UID", "CI", "WEBSITE_", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "COMPUTERNAME", "PROCESSOR_", "SYSTEMROOT", "WINDIR", "PROGRAMDATA", "PROGRAMFILES", "NUMBER_OF_PROCESSORS", "OS",
    ];

    private static readonly string[] s_ofTheHost =
    [
        "Logging", "AllowedHosts", "Kestrel", "Urls", "http_ports", "https_ports", "https_port", "Environment", "ContentRoot", "ApplicationName", "WebRoot",
    ];

    /// <summary>Whether a setting is one of them. A key of the configuration that only sounds like a variable, <c>username</c>, <c>Home:Title</c>, is the application's own.</summary>
    /// <param name="key">The key, or the variable's name.</param>
    /// <param name="fromEnvironment">Whether the environment is asked for it, which on Windows makes no difference between capital and small letters.</param>
    public static bool Has(string key, bool fromEnvironment) =>
        s_variables.Any(k => k.EndsWith('_') ? key.StartsWith(k, StringComparison.OrdinalIgnoreCase) : key.Equals(k, fromEnvironment ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
        || s_ofTheHost.Any(k => key.Equals(k, StringComparison.OrdinalIgnoreCase)) || key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase) || key.StartsWith("Kestrel:", StringComparison.OrdinalIgnoreCase);
}
