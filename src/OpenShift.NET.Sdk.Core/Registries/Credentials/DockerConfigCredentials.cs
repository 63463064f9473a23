namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>Docker's <c>config.json</c>, in the folder <c>DOCKER_CONFIG</c> or <c>~/.docker</c>.</summary>
internal sealed class DockerConfigCredentials(IEnvironment environment, ICredentialProgram program) : ICredentialSource
{
    /// <inheritdoc/>
    public async ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        string? folder = environment.Variable("DOCKER_CONFIG") is { Length: > 0 } named ? named
            : environment.HomeFolder is { Length: > 0 } home ? Path.Combine(home, ".docker")
            : null;
        return folder is not null && AuthFile.Read(Path.Combine(folder, "config.json")) is { } file
            ? await file.FindAsync(registry, "", program, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
