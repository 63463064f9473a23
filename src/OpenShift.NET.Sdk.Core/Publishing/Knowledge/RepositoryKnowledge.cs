using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>What publishes have left in the repository that this one pushes to, and in those that the project names. Each question is asked at most once, the first time somebody wants its answer.</summary>
internal sealed class RepositoryKnowledge : ILayerKnowledge, IDisposable
{
    // Of so many scans that are believed, one is held against its layer all the same.
    private const int Sample = 200;

    private readonly KnowledgePlaces _places;
    private readonly KnownScans _scans;
    private readonly EarlierImage _earlier;
    private readonly KnowledgeMode _mode;

    private RepositoryKnowledge(KnowledgePlaces places, KnownScans scans, EarlierImage earlier, KnowledgeMode mode) =>
        (_places, _scans, _earlier, _mode) = (places, scans, earlier, mode);

    public bool IsVerified => _mode == KnowledgeMode.Verify;

    public bool IsSampled() => _mode != KnowledgeMode.Trust && Random.Shared.Next(Sample) == 0;

    /// <summary>Opens what the project may use; <see langword="null"/> when that is nothing, or the image goes elsewhere than to a registry.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="platform">The image's platform.</param>
    /// <param name="environment">For registries.</param>
    /// <param name="ahead">What was asked while the project was being built, when it was; its answers stand for the same questions.</param>
    public static RepositoryKnowledge? Open(ProjectFacts facts, Platform platform, IEnvironment environment, RepositoryKnowledge? ahead = null)
    {
        if (!IsUsed(facts.Destination, facts.Knowledge))
        {
            return null;
        }

        if (ahead is null || !ahead._places.AreOf(facts.Destination, facts.Knowledge))
        {
            return Of(new KnowledgePlaces(facts.Destination, facts.Knowledge, facts.PlaceOf("OpenShiftLayerKnowledge"), environment), facts.Destination, facts.Knowledge, platform);
        }

        EarlierImage earlier = ahead._earlier.IsOf(facts.Destination.Tags, platform) ? ahead._earlier : new EarlierImage(ahead._places, facts.Destination.Tags, platform);
        return new RepositoryKnowledge(ahead._places, ahead._scans, earlier, facts.Knowledge.Mode);
    }

    /// <summary>Opens it before the project is described. What others have left is only asked for where it will be believed.</summary>
    /// <param name="destination">Where the image will go, as far as it is known.</param>
    /// <param name="knowledge">What may be used.</param>
    /// <param name="platform">The image's platform.</param>
    /// <param name="environment">For registries.</param>
    public static RepositoryKnowledge? OpenAhead(DestinationFacts destination, KnowledgeFacts knowledge, Platform platform, IEnvironment environment) =>
        IsUsed(destination, knowledge) && knowledge.BelievesOthers() ? Of(new KnowledgePlaces(destination, knowledge, null, environment), destination, knowledge, platform) : null;

    /// <summary>Asks for the earlier image's record before anybody waits for it.</summary>
    public void Start() => _ = _earlier.Record;

    public async ValueTask<LayerScan?> FindScanAsync(Digest baseImage, Descriptor layer, Digest diffId, bool whole, CancellationToken cancellationToken)
    {
        if (await _scans.FindAsync(baseImage, layer, diffId, whole, cancellationToken).ConfigureAwait(false) is { } scan)
        {
            return scan;
        }

        // A base that was updated has the lower layers of the one before.
        return await _earlier.Record.WaitAsync(cancellationToken).ConfigureAwait(false) is { } earlier && earlier.Base != baseImage
            ? await _scans.FindAsync(earlier.Base, layer, diffId, whole, cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async ValueTask<KnownLayer?> FindLayerAsync(string key, CancellationToken cancellationToken) =>
        (await _earlier.Record.WaitAsync(cancellationToken).ConfigureAwait(false))?.Layers.FirstOrDefault(l => l.Key == key);

    public async ValueTask<bool> IsAtDestinationAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await _places.AskAsync(async token => await _places.Destination.Registry.BlobExistsAsync(_places.Destination.Repository, blob, token).ConfigureAwait(false), false).WaitAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose() => _places.Dispose();

    private static bool IsUsed(DestinationFacts destination, KnowledgeFacts knowledge) => knowledge.Mode != KnowledgeMode.None && destination is { ArchivePath: null, Registry: not null };

    private static RepositoryKnowledge Of(KnowledgePlaces places, DestinationFacts destination, KnowledgeFacts knowledge, Platform platform) =>
        new(places, new KnownScans(places), new EarlierImage(places, destination.Tags, platform), knowledge.Mode);
}
