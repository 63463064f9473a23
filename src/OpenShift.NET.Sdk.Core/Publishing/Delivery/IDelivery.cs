using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>A way to hand over an image, or the images of several platforms as one index.</summary>
internal interface IDelivery
{
    /// <exception cref="OpenShiftException">OSC008n: the destination; nothing half written is left there.</exception>
    Task<DeliveryResult> DeliverAsync(ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken);
}
