namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>What makes a value a secret.</summary>
public enum SecretKind
{
    /// <summary>A value under a name that says it is a secret.</summary>
    NamedSecret,

    /// <summary>A private key in PEM (RFC 7468).</summary>
    PrivateKey,

    /// <summary>A URL with a password in it (<c>scheme://user:password@host</c>).</summary>
    UrlPassword,

    /// <summary>A URL with a token in it: before the host (a Sentry DSN), or a signature or token in its query.</summary>
    UrlToken,

    /// <summary>The URL of a webhook, whose path holds its token (Slack, Teams, Discord).</summary>
    WebhookUrl,

    /// <summary>A connection string with a password, account key or shared access signature.</summary>
    ConnectionString,

    /// <summary>An access key id of Amazon Web Services (<c>AKIA…</c>).</summary>
    AwsAccessKey,

    /// <summary>A GitHub token (<c>ghp_…</c>, <c>gho_…</c>, <c>github_pat_…</c>).</summary>
    GitHubToken,

    /// <summary>A Slack token (<c>xoxb-…</c>).</summary>
    SlackToken,

    /// <summary>A Google API key (<c>AIza…</c>).</summary>
    GoogleApiKey,

    /// <summary>A signed JSON web token (RFC 7519).</summary>
    JsonWebToken,

    /// <summary>The value of an <c>Authorization</c> header: <c>Bearer …</c> (RFC 6750), <c>Basic …</c> (RFC 7617).</summary>
    Authorization,
}
