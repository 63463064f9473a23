using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>
/// One registry (OCI distribution-spec). Failures are <see cref="OpenShiftException"/>s: OSC0080 it cannot be reached, OSC0081 it wants other credentials,
/// OSC0082 it does not allow the operation, OSC0083 it answers something else than the specification says, OSC0084 credentials cannot be read,
/// OSC0087 it would have to be spoken to without TLS. Members can be used in parallel.
/// </summary>
public interface IRegistry : IDisposable
{
    /// <summary>Host and port as the user knows it.</summary>
    string Name { get; }

    /// <summary>Whether several blobs may be sent at once.</summary>
    bool UploadsInParallel { get; }

    /// <summary>Reads a manifest or index of at most 4 MiB.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="reference">A tag or a digest; the bytes are held against a digest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The document; <see langword="null"/> when the registry does not have it.</returns>
    /// <exception cref="OpenShiftException">OSC0041: the bytes do not have the digest; OSC0045: the document is larger.</exception>
    ValueTask<ManifestContent?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken);

    /// <summary>The digest of a manifest or index; <see langword="null"/> when the registry does not have it.</summary>
    ValueTask<Digest?> HeadManifestAsync(string repository, string reference, CancellationToken cancellationToken);

    /// <summary>Opens a blob. A stream that ends without having had the descriptor's digest and size fails at its end.</summary>
    /// <exception cref="OpenShiftException">OSC0041, also while reading: the content is not the descriptor's; OSC0043: the registry does not have the blob.</exception>
    ValueTask<Stream> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken);

    /// <summary>Whether a repository has a blob, of the descriptor's size as far as the registry tells it.</summary>
    ValueTask<bool> BlobExistsAsync(string repository, Descriptor blob, CancellationToken cancellationToken);

    /// <summary>Takes a blob over from another repository of the same registry.</summary>
    /// <returns><see langword="false"/> when the registry would not; the blob then has to be uploaded.</returns>
    ValueTask<bool> TryMountBlobAsync(string repository, Digest digest, string fromRepository, CancellationToken cancellationToken);

    /// <summary>Uploads a blob, and looks whether it is there where the answer is another success than the specification's.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="blob">Digest and size of the blob.</param>
    /// <param name="open">Opens the blob at its beginning; called again for every attempt.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    ValueTask UploadBlobAsync(string repository, Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken);

    /// <summary>Writes a manifest or index under a tag or under its digest, and looks at it where the answer does not name the digest.</summary>
    /// <exception cref="OpenShiftException">OSC0088: the tag may not be moved; OSC0089: it is too large; OSC0090: its media type is refused; OSC0091: too many requests.</exception>
    ValueTask PutManifestAsync(string repository, string reference, ReadOnlyMemory<byte> manifest, string mediaType, CancellationToken cancellationToken);

    /// <summary>The artifacts that refer to a manifest (distribution-spec 1.1, "Listing Referrers"), as far as the first page names them.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="subject">Digest of the manifest, which need not be there.</param>
    /// <param name="artifactType">The type that is asked for; others may be listed too.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The list, bit for bit; <see langword="null"/> when the registry does not know the question.</returns>
    ValueTask<byte[]?> GetReferrersAsync(string repository, Digest subject, string artifactType, CancellationToken cancellationToken);

    /// <summary>Writes an artifact that has a subject, under its digest.</summary>
    /// <returns>Whether the registry lists it among the subject's referrers from now on; <see langword="false"/>: whoever wrote it has to (distribution-spec 1.1, "Pushing Manifests with Subject").</returns>
    /// <exception cref="OpenShiftException">As for <see cref="PutManifestAsync"/>.</exception>
    ValueTask<bool> PutArtifactAsync(string repository, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken);
}
