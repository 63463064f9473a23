using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>An image of which the application's layers are laid out for each run.</summary>
/// <param name="Image">The image.</param>
/// <param name="BaseLayers">How many of its lowest layers are left out: this machine takes their place.</param>
internal sealed record InPlaceImage(Image Image, int BaseLayers) : IPreparedImage;
