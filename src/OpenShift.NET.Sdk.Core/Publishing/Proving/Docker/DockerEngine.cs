using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Docker;

/// <summary>docker; also a program of that name that is podman.</summary>
/// <param name="environment">Where its program is looked for, and <c>DOCKER_HOST</c>.</param>
internal sealed class DockerEngine(IEnvironment environment) : IRunEngine
{
    private readonly EngineProgram _program = new("docker", environment);

    /// <inheritdoc/>
    public ProofEngine Kind => ProofEngine.Docker;

    /// <inheritdoc/>
    public Task<EngineTrial> TryAsync(CancellationToken cancellationToken) => _program.TryAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IProofScene> BeginAsync(CancellationToken cancellationToken) => _program.BeginAsync(cancellationToken);
}
