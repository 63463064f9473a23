using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>The record of the image behind the tags that a publish moves: of all other images nothing says that they are of this project. It is asked for once.</summary>
internal sealed class EarlierImage
{
    private readonly KnowledgePlaces _places;
    private readonly ImmutableArray<string> _tags;
    private readonly Platform _platform;
    private readonly Lazy<Task<ImageRecord?>> _record;

    /// <param name="places">The first of them is asked.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="platform">The platform.</param>
    public EarlierImage(KnowledgePlaces places, ImmutableArray<string> tags, Platform platform)
    {
        (_places, _tags, _platform) = (places, tags, platform);
        _record = new Lazy<Task<ImageRecord?>>(() => places.AskAsync(FindAsync, null));
    }

    /// <summary>The record; <see langword="null"/> when there is none.</summary>
    public Task<ImageRecord?> Record => _record.Value;

    /// <summary>Whether it is the image behind the tags of a publish.</summary>
    public bool IsOf(ImmutableArray<string> tags, Platform platform) => _platform == platform && _tags.AsSpan().SequenceEqual(tags.AsSpan());

    private async Task<ImageRecord?> FindAsync(CancellationToken cancellationToken)
    {
        KnowledgePlace place = _places.Destination;
        foreach (string tag in _tags)
        {
            if (await place.Registry.GetManifestAsync(place.Repository, tag, cancellationToken).ConfigureAwait(false) is not { } there)
            {
                continue;
            }

            Digest? image = MediaTypes.IsIndex(there.MediaType)
                ? ImageJson.ReadIndex(there.Bytes.Span, tag).Manifests.FirstOrDefault(m => m.Platform is { } p && p.Os == _platform.Os && p.Architecture == _platform.Architecture)?.Digest
                : there.Digest;
            if (image is { } subject
                && await place.ReadRecordsAsync(KnowledgeMediaTypes.ImageRecord, subject, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } blobs
                && blobs.FirstOrDefault(static b => b.MediaType == KnowledgeMediaTypes.Layers) is { } layers
                && await place.ReadBlobAsync(layers, ImageRecord.LargestSize, cancellationToken).ConfigureAwait(false) is { } bytes
                && ImageRecord.TryRead(bytes) is { } record)
            {
                return record;
            }
        }

        return null;
    }
}
