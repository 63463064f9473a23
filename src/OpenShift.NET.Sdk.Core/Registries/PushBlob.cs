using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>A blob to push.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="Open">Opens it at its beginning.</param>
internal sealed record PushBlob(Descriptor Descriptor, Func<CancellationToken, ValueTask<Stream>> Open);
