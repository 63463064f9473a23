using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>A way to run images.</summary>
internal interface IRunEngine
{
    /// <summary>Which.</summary>
    ProofEngine Kind { get; }

    /// <summary>Tries whether it works on this machine: by doing the least of it, not by looking for a program.</summary>
    Task<EngineTrial> TryAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a proof: a place in which containers run that reach each other and nothing else. Disposing it ends them and removes every process, container,
    /// network, mount and folder of it; so does the end of this process, however it comes.
    /// </summary>
    Task<IProofScene> BeginAsync(CancellationToken cancellationToken);
}
