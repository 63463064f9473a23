namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>What a credential program answers. A class and not a record: its text form must never hold the secret.</summary>
internal sealed class CredentialAnswer(string username, string secret)
{
    /// <summary>User name, or <c>&lt;token&gt;</c> when the secret is an identity token.</summary>
    public string Username { get; } = username;

    /// <summary>Password or identity token.</summary>
    public string Secret { get; } = secret;
}
