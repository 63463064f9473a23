namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>The credentials file of podman, buildah and skopeo (containers-auth.json(5)): keys may name a registry, a namespace or a repository.</summary>
internal sealed class ContainersAuthCredentials(IEnvironment environment, ICredentialProgram program) : ICredentialSource
{
    /// <inheritdoc/>
    public async ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        foreach (string path in Paths())
        {
            if (AuthFile.Read(path) is { } file
                && await file.FindAsync(registry, repository, program, cancellationToken).ConfigureAwait(false) is { } credential)
            {
                return credential;
            }
        }

        return null;
    }

    private IEnumerable<string> Paths()
    {
        if (environment.Variable("REGISTRY_AUTH_FILE") is { Length: > 0 } named)
        {
            yield return named;
            yield break;
        }

        if (environment.Variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
        {
            yield return Path.Combine(runtime, "containers", "auth.json");
        }

        if (environment.Variable("XDG_CONFIG_HOME") is { Length: > 0 } config)
        {
            yield return Path.Combine(config, "containers", "auth.json");
        }
        else if (environment.HomeFolder is { Length: > 0 } home)
        {
            yield return Path.Combine(home, ".config", "containers", "auth.json");
        }
    }
}
