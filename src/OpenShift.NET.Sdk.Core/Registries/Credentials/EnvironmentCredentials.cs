namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>The .NET SDK's environment variables. They name no registry, so they are bound to the one that whoever opened it says they mean.</summary>
/// <param name="environment">The variables.</param>
/// <param name="direction">Whether images are read or written.</param>
/// <param name="owner">The only registry that gets them.</param>
/// <param name="variables">Which of them it gets.</param>
internal sealed class EnvironmentCredentials(IEnvironment environment, RegistryDirection direction, string owner, CredentialVariables variables) : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        if (variables == CredentialVariables.None || !string.Equals(owner, registry, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult<Credential?>(null);
        }

        Credential? directed = Read(direction == RegistryDirection.Push ? "DOTNET_CONTAINER_PUSH_REGISTRY" : "DOTNET_CONTAINER_PULL_REGISTRY");
        return ValueTask.FromResult(directed ?? (variables == CredentialVariables.All ? Read("DOTNET_CONTAINER_REGISTRY") ?? Read("SDK_CONTAINER_REGISTRY") : null));
    }

    /// <inheritdoc/>
    public ValueTask<Credential?> FindStoredAsync(string registry, string repository, CancellationToken cancellationToken) => ValueTask.FromResult<Credential?>(null);

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
            ? new Credential(source) { IdentityToken = password, NamesNoRegistry = true }
            : new Credential(source) { Username = name, Password = password, NamesNoRegistry = true };
    }
}
