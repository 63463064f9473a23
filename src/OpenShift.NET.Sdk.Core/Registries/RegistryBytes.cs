using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>Blobs that are in memory anyway.</summary>
internal static class RegistryBytes
{
    /// <summary>Uploads a blob, unless the repository has it.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">As for <see cref="IRegistry.UploadBlobAsync"/>.</exception>
    public static async Task UploadIfMissingAsync(this IRegistry registry, string repository, Descriptor blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!await registry.BlobExistsAsync(repository, blob, cancellationToken).ConfigureAwait(false))
        {
            await registry.UploadBlobAsync(repository, blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content.ToArray(), writable: false)), cancellationToken).ConfigureAwait(false);
        }
    }
}
