namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>Several sources, the first that has credentials wins.</summary>
internal sealed class CredentialChain(params ICredentialSource[] sources) : ICredentialSource
{
    /// <summary>The sources in the order of precedence: the .NET SDK's variables, podman's file, Docker's file.</summary>
    /// <param name="environment">Environment variables and home folder.</param>
    /// <param name="direction">Whether images are read or written.</param>
    /// <param name="program">Runs credential programs.</param>
    /// <param name="registry">The registry that is opened.</param>
    /// <param name="variables">Which of the variables, which name no registry, it may have.</param>
    public static CredentialChain Default(IEnvironment environment, RegistryDirection direction, ICredentialProgram program, string registry, CredentialVariables variables) => new(
        new EnvironmentCredentials(environment, direction, registry, variables),
        new ContainersAuthCredentials(environment, program),
        new DockerConfigCredentials(environment, program));

    /// <inheritdoc/>
    public ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken) =>
        FirstAsync(source => source.FindAsync(registry, repository, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<Credential?> FindStoredAsync(string registry, string repository, CancellationToken cancellationToken) =>
        FirstAsync(source => source.FindStoredAsync(registry, repository, cancellationToken));

    private async ValueTask<Credential?> FirstAsync(Func<ICredentialSource, ValueTask<Credential?>> find)
    {
        foreach (ICredentialSource source in sources)
        {
            if (await find(source).ConfigureAwait(false) is { } credential)
            {
                return credential;
            }
        }

        return null;
    }
}
