using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>
/// Pushes images to one repository. Tags come last: whoever pulls one, always gets a whole image. What the repository already has is not sent;
/// what it has lost is, also when every tag has the image already.
/// </summary>
/// <param name="registry">The registry, opened for <see cref="RegistryDirection.Push"/>.</param>
/// <param name="repository">The repository.</param>
/// <param name="mountSource">Where blobs can be taken over from.</param>
public sealed class ImagePusher(IRegistry registry, string repository, MountSource? mountSource = null)
{
    private const int Parallel = 4;

    /// <summary>
    /// Whether every one of some tags has an image already, and the repository everything that its manifest names: one request a tag and one a blob, the
    /// latter at the same time. A registry that has lost a blob (garbage collection at the wrong moment does it) still answers for the tag.
    /// </summary>
    /// <param name="digest">Digest of the manifest.</param>
    /// <param name="blobs">The blobs it names, asked for only when all tags have it; <see langword="null"/> when they are not known.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="OpenShiftException">As for <see cref="IRegistry.HeadManifestAsync"/>.</exception>
    public async Task<bool> IsUpToDateAsync(Digest digest, Func<IEnumerable<Descriptor>?> blobs, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ArgumentNullException.ThrowIfNull(tags);
        Validate(tags);
        return tags.Count > 0
            && await registry.HeadManifestAsync(repository, tags[0], cancellationToken).ConfigureAwait(false) == digest
            && (await UnchangedAsync(digest, digest, tags, cancellationToken).ConfigureAwait(false)).Length == tags.Count
            && blobs() is { } named
            && await HasAllAsync(named, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pushes one image under some tags, or by its digest when there are none.</summary>
    /// <exception cref="OpenShiftException">As for <see cref="IRegistry"/>; OSC0041: a blob's content is not what the manifest says. No tag has been written then, unless an earlier one of several was.</exception>
    /// <exception cref="OperationCanceledException">The push was cancelled; no further tag is written.</exception>
    public async Task<PushResult> PushAsync(Image image, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return await PushAsync(image.ManifestBytes, image.Descriptor.MediaType, [image], isIndex: false, tags, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pushes the images of an index by their digests, then the index under some tags, or by its digest when there are none.</summary>
    /// <param name="index">The index, bit for bit.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="images">The images it names.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Stops the push.</param>
    /// <exception cref="OpenShiftException">As for <see cref="PushAsync(Image, IReadOnlyList{string}, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">The push was cancelled; no further tag is written.</exception>
    public Task<PushResult> PushIndexAsync(ReadOnlyMemory<byte> index, string mediaType, IReadOnlyList<Image> images, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        PushAsync(index, mediaType, images, isIndex: true, tags, cancellationToken);

    private async Task<PushResult> PushAsync(ReadOnlyMemory<byte> document, string mediaType, IReadOnlyList<Image> images, bool isIndex, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(tags);
        Validate(tags);
        Digest digest = Digest.Of(document.Span);
        ImmutableArray<string> references = tags.Count == 0 ? [digest.ToString()] : [.. tags.Distinct(StringComparer.Ordinal)];
        var tally = new PushTally();

        // One request alone before all others: wrong credentials are refused once, not by each of them, which would lock the account in many a directory.
        Digest? first = await registry.HeadManifestAsync(repository, references[0], cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Also when a tag has the digest already: that says nothing of what the manifest names. So neither needs the other's answer.
        Task sending = SendBlobsAsync(images, tally, stop.Token);
        ImmutableArray<string> unchanged;
        try
        {
            unchanged = await UnchangedAsync(digest, first, references, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await sending.ConfigureAwait(false);
        foreach (Image image in isIndex ? images : [])
        {
            string name = image.Digest.ToString();
            if (unchanged.IsEmpty || await registry.HeadManifestAsync(repository, name, cancellationToken).ConfigureAwait(false) != image.Digest)
            {
                await PutAsync(name, image.ManifestBytes, image.Descriptor.MediaType, tally, cancellationToken).ConfigureAwait(false);
            }
        }

        // One after the other: after a refusal no further tag is moved.
        ImmutableArray<string> written = references.RemoveRange(unchanged);
        foreach (string reference in written)
        {
            await PutAsync(reference, document, mediaType, tally, cancellationToken).ConfigureAwait(false);
        }

        return tags.Count == 0
            ? tally.Result(digest, [], [])
            : tally.Result(digest, written, unchanged);
    }

    // They become parts of addresses: what the grammar does not allow must not get that far.
    private void Validate(IReadOnlyList<string> tags)
    {
        if (ReferenceGrammar.RepositoryProblem(repository) is { } problem)
        {
            throw new OpenShiftException(ToolCodes.InvalidImageReference, $"'{repository}' is no repository: {problem}", "Set ContainerRepository to a valid one.");
        }

        foreach (string tag in tags)
        {
            if (ReferenceGrammar.TagProblem(tag) is { } reason)
            {
                throw new OpenShiftException(ToolCodes.InvalidTag, $"'{tag}' is no image tag: {reason}", "Set ContainerImageTag or ContainerImageTags to valid ones.");
            }
        }
    }

    // From the top: what is new is there, and takes longest.
    private static IEnumerable<PushBlob> Blobs(IReadOnlyList<Image> images)
    {
        foreach (Image image in images)
        {
            yield return new PushBlob(image.Manifest.Config, _ => ValueTask.FromResult<Stream>(new MemoryStream(image.ConfigBytes.ToArray(), writable: false)));
            foreach (Descriptor layer in image.Manifest.Layers.Reverse())
            {
                yield return new PushBlob(layer, token => image.Blobs.OpenAsync(layer, token));
            }
        }
    }

    private async Task<ImmutableArray<string>> UnchangedAsync(Digest digest, Digest? first, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        Digest?[] others = await Task.WhenAll(references.Skip(1).Select(reference => registry.HeadManifestAsync(repository, reference, cancellationToken).AsTask())).ConfigureAwait(false);
        return [.. references.Where((_, i) => (i == 0 ? first : others[i - 1]) == digest)];
    }

    private async Task<bool> HasAllAsync(IEnumerable<Descriptor> blobs, CancellationToken cancellationToken)
    {
        bool all = true;
        await System.Threading.Tasks.Parallel.ForEachAsync(
            blobs.DistinctBy(static blob => blob.Digest),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (blob, token) =>
            {
                if (Volatile.Read(ref all) && !await registry.BlobExistsAsync(repository, blob, token).ConfigureAwait(false))
                {
                    Volatile.Write(ref all, false);
                }
            }).ConfigureAwait(false);
        return all;
    }

    private Task SendBlobsAsync(IReadOnlyList<Image> images, PushTally tally, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            Blobs(images).DistinctBy(static blob => blob.Descriptor.Digest),
            new ParallelOptions { MaxDegreeOfParallelism = registry.UploadsInParallel ? Parallel : 1, CancellationToken = cancellationToken },
            (blob, token) => SendBlobAsync(blob, tally, token));

    private async ValueTask SendBlobAsync(PushBlob blob, PushTally tally, CancellationToken cancellationToken)
    {
        Descriptor descriptor = blob.Descriptor;
        if (await registry.BlobExistsAsync(repository, descriptor, cancellationToken).ConfigureAwait(false))
        {
            tally.Present();
        }
        else if (mountSource is not null && mountSource.Repository != repository && mountSource.Blobs.Contains(descriptor.Digest)
            && await registry.TryMountBlobAsync(repository, descriptor.Digest, mountSource.Repository, cancellationToken).ConfigureAwait(false))
        {
            tally.Mounted();
        }
        else
        {
            await registry.UploadBlobAsync(repository, descriptor, blob.Open, cancellationToken).ConfigureAwait(false);
            tally.Sent(descriptor.Size);
        }
    }

    private async ValueTask PutAsync(string reference, ReadOnlyMemory<byte> manifest, string mediaType, PushTally tally, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await registry.PutManifestAsync(repository, reference, manifest, mediaType, cancellationToken).ConfigureAwait(false);
        tally.Manifest(manifest.Length);
    }
}
