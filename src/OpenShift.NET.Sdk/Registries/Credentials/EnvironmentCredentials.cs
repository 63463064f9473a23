namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>The .NET SDK's environment variables. They name no registry: as with the SDK, whoever sets them means the registry that is used.</summary>
internal sealed class EnvironmentCredentials(IEnvironment environment, RegistryDirection direction) : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        string prefix = direction == RegistryDirection.Push ? "DOTNET_CONTAINER_PUSH_REGISTRY" : "DOTNET_CONTAINER_PULL_REGISTRY";
        return ValueTask.FromResult(Read(prefix) ?? Read("DOTNET_CONTAINER_REGISTRY") ?? Read("SDK_CONTAINER_REGISTRY"));
    }

    private Credential? Read(string prefix)
    {
        string? name = environment.Variable(prefix + "_UNAME");
        string? password = environment.Variable(prefix + "_PWORD");
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(password))
        {
            return null;
        }

        string source = $"{prefix}_UNAME and {prefix}_PWORD";

        // Docker's convention, which the SDK follows: this user name says that the password is an identity token.
        return name == "<token>"
            ? new Credential(source) { IdentityToken = password }
            : new Credential(source) { Username = name, Password = password };
    }
}
