using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>A repository that records are read from. Whoever can push to it has written them: nothing of them is believed unseen.</summary>
/// <param name="Registry">Its registry; the owner's to dispose of.</param>
/// <param name="Repository">The repository.</param>
internal sealed record KnowledgePlace(IRegistry Registry, string Repository)
{
    // One publish writes one; more are those of others.
    private const int MostRecords = 4;

    private readonly ReferrerList _referrers = new(Registry, Repository);

    /// <summary>The blobs of all records of a type that refer to a manifest, the newest record first.</summary>
    public async Task<ImmutableArray<Descriptor>> ReadRecordsAsync(string artifactType, Digest subject, CancellationToken cancellationToken)
    {
        ImmutableArray<Descriptor> records = await _referrers.FindAsync(subject, artifactType, cancellationToken).ConfigureAwait(false);
        var blobs = ImmutableArray.CreateBuilder<Descriptor>();
        foreach (Descriptor record in records.Reverse().Take(MostRecords))
        {
            if (await Registry.GetManifestAsync(Repository, record.Digest.ToString(), cancellationToken).ConfigureAwait(false) is { } manifest
                && RecordManifest.TryRead(manifest.Bytes.Span, artifactType, subject) is { } named)
            {
                blobs.AddRange(named);
            }
        }

        return blobs.ToImmutable();
    }

    /// <summary>A small blob; <see langword="null"/> when it is larger than allowed.</summary>
    public async Task<byte[]?> ReadBlobAsync(Descriptor blob, int most, CancellationToken cancellationToken)
    {
        if (blob.Size > most)
        {
            return null;
        }

        Stream content = await Registry.OpenBlobAsync(Repository, blob, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            // The stream ends with the descriptor's size, or fails.
            byte[] bytes = new byte[blob.Size];
            await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return await content.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0 ? bytes : null;
        }
    }
}
