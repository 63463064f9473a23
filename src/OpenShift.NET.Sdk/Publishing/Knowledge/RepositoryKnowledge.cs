using System.Collections.Concurrent;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>
/// What publishes have left in the repository that this one pushes to, and in those that the project names. Each question is asked at most once, the first time somebody wants its answer;
/// a registry that does not answer, or answers nonsense, knows nothing.
/// </summary>
internal sealed class RepositoryKnowledge : ILayerKnowledge, IDisposable
{
    // Reading the layers instead takes a machine that is that slow no longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Of so many scans that are believed, one is held against its layer all the same.
    private const int Sample = 200;

    private readonly CancellationTokenSource _patience = new();
    private readonly DestinationFacts _destination;
    private readonly bool _isTrusted;
    private readonly Platform _platform;
    private readonly Lazy<ImmutableArray<KnowledgePlace>> _places;
    private readonly Lazy<Task<ImageRecord?>> _earlier;
    private readonly ConcurrentDictionary<Digest, Lazy<Task<ImmutableArray<KnownScan>>>> _scans = new();

    private RepositoryKnowledge(ProjectFacts facts, Platform platform, IEnvironment environment)
    {
        _destination = facts.Destination;
        _platform = platform;
        _places = new Lazy<ImmutableArray<KnowledgePlace>>(() => PlacesOf(facts, environment));
        _isTrusted = facts.Knowledge.Mode == "Trust";
        IsVerified = facts.Knowledge.Mode == "Verify";
        _earlier = new Lazy<Task<ImageRecord?>>(() => AskAsync(FindEarlierAsync, null));
    }

    public bool IsVerified { get; }

    public bool IsSampled() => !_isTrusted && Random.Shared.Next(Sample) == 0;

    /// <summary>Opens what the project may use; <see langword="null"/> when that is nothing, or the image goes elsewhere than to a registry.</summary>
    public static RepositoryKnowledge? Open(ProjectFacts facts, Platform platform, IEnvironment environment) =>
        facts.Knowledge.Mode == "None" || facts.Destination is not { ArchivePath: null, Registry: not null } ? null : new RepositoryKnowledge(facts, platform, environment);

    /// <summary>Asks for the earlier image's record before anybody waits for it.</summary>
    public void Start() => _ = _earlier.Value;

    public async ValueTask<LayerScan?> FindScanAsync(Digest baseImage, Descriptor layer, Digest diffId, bool whole, CancellationToken cancellationToken)
    {
        // A base that was updated has the lower layers of the one before.
        if (await FindScanAsync(baseImage).ConfigureAwait(false) is { } scan)
        {
            return scan;
        }

        return await _earlier.Value.WaitAsync(cancellationToken).ConfigureAwait(false) is { } earlier && earlier.Base != baseImage
            ? await FindScanAsync(earlier.Base).ConfigureAwait(false)
            : null;

        async Task<LayerScan?> FindScanAsync(Digest of)
        {
            string wanted = whole ? KnowledgeMediaTypes.Scan : KnowledgeMediaTypes.ReducedScan;
            ImmutableArray<KnownScan> scans = await _scans.GetOrAdd(of, static (digest, self) => new(() => self.FindScansAsync(digest)), this).Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            foreach (KnownScan known in scans.Where(s => s.Layer == layer.Digest && s.Blob.MediaType == wanted))
            {
                byte[]? packed = await AskAsync<byte[]?>(token => known.Place.ReadBlobAsync(known.Blob, ScanBlob.LargestStored, token), null).WaitAsync(cancellationToken).ConfigureAwait(false);
                if (packed is not null && ScanBlob.TryRead(packed, layer, diffId) is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }

    public async ValueTask<KnownLayer?> FindLayerAsync(string key, CancellationToken cancellationToken) =>
        (await _earlier.Value.WaitAsync(cancellationToken).ConfigureAwait(false))?.Layers.FirstOrDefault(l => l.Key == key);

    public async ValueTask<bool> IsAtDestinationAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await AskAsync(async token => await _places.Value[0].Registry.BlobExistsAsync(_places.Value[0].Repository, blob, token).ConfigureAwait(false), false).WaitAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        _patience.Cancel();
        foreach (KnowledgePlace place in _places.IsValueCreated ? _places.Value : [])
        {
            place.Registry.Dispose();
        }
    }

    private static ImmutableArray<KnowledgePlace> PlacesOf(ProjectFacts facts, IEnvironment environment)
    {
        DestinationFacts destination = facts.Destination;
        var places = ImmutableArray.CreateBuilder<KnowledgePlace>();
        places.Add(new KnowledgePlace(RegistryFactory.Create(destination.Registry!, destination.InsecureRegistries, RegistryDirection.Push, CredentialVariables.All, environment), destination.Repository));
        foreach (string name in facts.Knowledge.Repositories)
        {
            ImageReference reference = ImageReference.Parse(name, facts.PlaceOf("OpenShiftLayerKnowledge"));

            // The variables name no registry; they are meant for the one that is pushed to.
            CredentialVariables variables = string.Equals(reference.Registry, destination.Registry, StringComparison.OrdinalIgnoreCase) ? CredentialVariables.All : CredentialVariables.None;
            places.Add(new KnowledgePlace(RegistryFactory.Create(reference.Registry, destination.InsecureRegistries, RegistryDirection.Pull, variables, environment), reference.Repository));
        }

        return places.ToImmutable();
    }

    // The one behind the tags that this publish moves: of all others nothing says that they are of this project.
    private async Task<ImageRecord?> FindEarlierAsync(CancellationToken cancellationToken)
    {
        KnowledgePlace place = _places.Value[0];
        foreach (string tag in _destination.Tags)
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

    private async Task<ImmutableArray<KnownScan>> FindScansAsync(Digest baseImage)
    {
        ImmutableArray<KnownScan>[] found = await Task.WhenAll(_places.Value.Select(place => AskAsync(
            async token => (await place.ReadRecordsAsync(KnowledgeMediaTypes.BaseRecord, baseImage, token).ConfigureAwait(false))
                .Select(blob => blob.Annotations?.GetValueOrDefault(KnowledgeMediaTypes.LayerAnnotation) is { } of && Digest.TryParse(of, out Digest layer) ? new KnownScan(place, layer, blob) : null)
                .OfType<KnownScan>()
                .ToImmutableArray(),
            []))).ConfigureAwait(false);
        return [.. found.SelectMany(static f => f)];
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, T otherwise)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
            limit.CancelAfter(Patience);
            return await question(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OpenShiftException or OperationCanceledException or ObjectDisposedException or IOException or HttpRequestException)
        {
            return otherwise;
        }
    }
}
