using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>The stage Deliver: the checked images go where the project says, bit for bit; of several platforms all images first, their index last.</summary>
/// <param name="environment">Environment variables and home folder, for registries and programs.</param>
public sealed class DeliverStage(IEnvironment environment)
{
    /// <summary>Delivers.</summary>
    /// <param name="images">The images, one a platform.</param>
    /// <param name="index">The index over them; <see langword="null"/> for one image by itself.</param>
    /// <param name="cancellationToken">Cancels; no tag and no archive is written after that.</param>
    /// <exception cref="OpenShiftException">OSC008n: the destination refused; OSC0041: a blob is not what was checked.</exception>
    public Task<DeliveryResult> RunAsync(ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken)
    {
        DestinationFacts destination = images[0].Facts.Destination;
        IDelivery delivery = destination switch
        {
            { ArchivePath: not null } => new ArchiveDelivery(),
            { Registry: not null } => new RegistryDelivery(environment),
            _ => new LocalDelivery(environment),
        };
        return delivery.DeliverAsync(images, index, cancellationToken);
    }
}
