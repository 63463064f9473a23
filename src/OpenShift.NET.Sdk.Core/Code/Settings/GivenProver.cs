using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Who proves himself with a secret: <c>Smtp:User</c> beside <c>Smtp:Password</c>, <c>ClientId</c> beside <c>ClientSecret</c>. Where he is named and his secret is left empty, it is a place to fill in.</summary>
internal static class GivenProver
{
    // His name, as the last words of its own.
    private static readonly string[] s_names =
        ["user", "username", "userid", "login", "loginname", "clientid", "appid", "applicationid", "accountid", "accountsid", "accountname", "accesskeyid", "keyid", "merchantid", "merchantcode", "partnercode", "partnerid", "terminalid", "tmncode", "uid"];

    /// <summary>Whether settings name him, and the code asks nowhere whether the secret is there.</summary>
    /// <param name="code">The code.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="settings">The application's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    public static bool IsThere(CodeFacts code, CodeSetting secret, IReadOnlyDictionary<string, string> settings)
    {
        int end = secret.Key.LastIndexOf(':');
        string section = end < 0 ? "" : secret.Key[..(end + 1)];
        string environment = HostEnvironmentName.Of(settings);
        return section.Length > 0
            && settings.Any(s => s.Key.StartsWith(section, StringComparison.OrdinalIgnoreCase) && IsName(s.Key[section.Length..]) && IsSomebody(s.Value))
            && !code.Calls.Any(c => c.Reachable && c.SettingsIn(environment).Tests.Any(t => t.Setting.Key.Equals(secret.Key, StringComparison.OrdinalIgnoreCase)));
    }

    // "SmtpUser", "UserName", "Smtp_Login"
    private static bool IsName(string name)
    {
        string[] words = [.. SecretName.Words(name)];
        return !name.Contains(':', StringComparison.Ordinal) && words.Length > 0
            && (s_names.Contains(words[^1], StringComparer.Ordinal) || (words.Length > 1 && s_names.Contains(words[^2] + words[^1], StringComparer.Ordinal)));
    }

    // Redis calls everybody "default" who says no name.
    private static bool IsSomebody(string value) =>
        !string.IsNullOrWhiteSpace(value) && value is not ("default" or "guest" or "anonymous") && !SecretValue.IsPlaceholder(value) && !SecretValue.IsStandIn(value);
}
