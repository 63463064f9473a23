using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>Tells a secret from what only speaks of one: names of settings, columns, parameters and headers, texts for people, places that are filled in later.</summary>
internal static class SecretText
{
    private const int ShortestKey = 8;
    private const int ShortestApiKey = 12;
    private const int ShortestCompared = 4;

    /// <summary>Whether a text that is used as a secret is one.</summary>
    public static bool IsOne(string text, SecretKindInCode kind) => !SecretValue.IsPlaceholder(text) && kind switch
    {
        SecretKindInCode.Password => IsPassword(text),
        SecretKindInCode.Key => text.Length is >= ShortestKey and <= 4096 && !text.Contains("{0}", StringComparison.Ordinal),
        SecretKindInCode.ClientSecret => text.Length is > 0 and <= 256 && !text.AsSpan().ContainsAny(" :{}") && !NamesClientSecret(text),
        _ => IsApiKey(text),
    };

    /// <summary>Whether a text that a secret is compared with is one: not what stands for none, or for one that is not shown.</summary>
    public static bool IsCompared(string text) =>
        text.Length is >= ShortestCompared and <= 256 && !SecretValue.IsPlaceholder(text) && !text.AsSpan().ContainsAny(" :{}") && text.Any(char.IsLetterOrDigit)
        && !text.Equals("none", StringComparison.OrdinalIgnoreCase) && !text.Equals("undefined", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text whose only sign is the name of its member is a secret: stricter, as such members hold names of headers and parameters too.</summary>
    public static bool IsOneByName(string text, string member) =>
        SecretName.NamesKey(member) ? !SecretValue.IsPlaceholder(text) && !SecretValue.IsStandIn(text) && IsApiKey(text) : IsOne(text, SecretKindInCode.Password);

    private static bool IsPassword(string text) =>
        text.Length is > 0 and <= 128 && !text.AsSpan().ContainsAny(" :{}") && !text.Contains("__", StringComparison.Ordinal) && !NamesPassword(text);

    // client_secret, AppSecret: a field of a form or a setting; some_secret is one.
    private static bool NamesClientSecret(string text) =>
        SecretName.Words(text) is [.. var whose, "secret"] && whose is not [] && whose.All(static w => w is "client" or "app" or "application" or "api" or "oauth" or "oidc" or "auth" or "consumer" or "shared" or "the" or "google" or "microsoft" or "github" or "facebook" or "azure" or "ad");

    private static bool NamesPassword(string text) => SecretName.Words(text) is [.., var last] && SecretName.IsPassword(last) && text.All(static c => char.IsAsciiLetter(c) || c is '_' or '-' or '.');

    // Letters with digits, or a sentence of a key without blanks; "X-Api-Key", "client_secret" and "Shop.ApiKey" are names.
    private static bool IsApiKey(string text) =>
        text.Length is >= ShortestApiKey and <= 512 && !text.AsSpan().ContainsAny(" :{}/\\<>()") && text.AsSpan().ContainsAnyInRange('0', '9')
        && (text.AsSpan().ContainsAnyInRange('a', 'z') || text.AsSpan().ContainsAnyInRange('A', 'Z')) && !SecretName.NamesOne(text);
}
