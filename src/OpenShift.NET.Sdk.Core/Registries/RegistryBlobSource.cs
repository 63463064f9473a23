using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>The blobs of one repository.</summary>
/// <param name="registry">The registry.</param>
/// <param name="repository">The repository.</param>
internal sealed class RegistryBlobSource(IRegistry registry, string repository) : IBlobSource
{
    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) => registry.OpenBlobAsync(repository, blob, cancellationToken);
}
