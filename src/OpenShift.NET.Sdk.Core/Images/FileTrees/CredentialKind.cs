namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What kind of credential a file holds.</summary>
public enum CredentialKind
{
    /// <summary>A private key (PEM, or PuTTY's form).</summary>
    PrivateKey,

    /// <summary>A private key that identifies an SSH server.</summary>
    SshHostKey,

    /// <summary>A PKCS #12 or Java key store.</summary>
    KeyStore,

    /// <summary>Registry credentials of docker or podman.</summary>
    RegistryCredentials,

    /// <summary>Access keys of a cloud provider.</summary>
    CloudCredentials,

    /// <summary>A Kubernetes client configuration with a token, password or key.</summary>
    KubernetesCredentials,

    /// <summary>A package feed's credentials (NuGet, npm, PyPI, Maven).</summary>
    PackageFeedCredentials,

    /// <summary>Passwords of network tools (<c>.netrc</c>, git, databases, HTTP basic authentication).</summary>
    PasswordFile,

    /// <summary>User secrets of a .NET project (<c>secrets.json</c>).</summary>
    UserSecrets,

    /// <summary>An unencrypted ASP.NET Core data protection key.</summary>
    DataProtectionKey,
}
