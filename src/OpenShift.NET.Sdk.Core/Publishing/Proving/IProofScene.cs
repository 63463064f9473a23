using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>The containers of one proof and the network between them. No port of the machine is taken.</summary>
internal interface IProofScene : IAsyncDisposable
{
    /// <summary>Makes an image ready to run: unpacked or loaded once, however many containers are started of it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="baseLayers">How many of its lowest layers are a base that other proofs have in common; they are unpacked once for all of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IPreparedImage> PrepareAsync(Image image, int baseLayers, CancellationToken cancellationToken);

    /// <summary>Starts a container.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">The engine refuses; not: the program in it fails.</exception>
    Task<IRunningContainer> StartAsync(IPreparedImage image, ContainerSpecification specification, CancellationToken cancellationToken);
}
