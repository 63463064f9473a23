namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>How messages speak of kinds of secrets.</summary>
public static class SecretKinds
{
    /// <summary>The kind with its article: <c>a GitHub token</c>.</summary>
    public static string Describe(this SecretKind kind) => kind switch
    {
        SecretKind.PrivateKey => "a private key",
        SecretKind.UrlPassword => "a URL with a password",
        SecretKind.UrlToken => "a URL with a token",
        SecretKind.WebhookUrl => "the URL of a webhook with its token",
        SecretKind.ConnectionString => "a connection string with a password",
        SecretKind.AwsAccessKey => "an AWS access key",
        SecretKind.GitHubToken => "a GitHub token",
        SecretKind.SlackToken => "a Slack token",
        SecretKind.GoogleApiKey => "a Google API key",
        SecretKind.JsonWebToken => "a JSON web token",
        SecretKind.Authorization => "the value of an Authorization header",
        _ => "a secret",
    };
}
