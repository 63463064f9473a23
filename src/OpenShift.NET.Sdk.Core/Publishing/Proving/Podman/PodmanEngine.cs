using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Podman;

/// <summary>podman, with root or without; of this machine, or of the virtual one it has on macOS and Windows.</summary>
/// <param name="environment">Where its program is looked for.</param>
internal sealed class PodmanEngine(IEnvironment environment) : IRunEngine
{
    private readonly EngineProgram _program = new("podman", environment);

    /// <inheritdoc/>
    public ProofEngine Kind => ProofEngine.Podman;

    /// <inheritdoc/>
    public Task<EngineTrial> TryAsync(CancellationToken cancellationToken) => _program.TryAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IProofScene> BeginAsync(CancellationToken cancellationToken) => _program.BeginAsync(cancellationToken);
}
