using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>
/// Fetches and scans the layers of a base image that nobody knows, before anybody wants them. What goes wrong here is nobody's business: whoever wants a layer fetches it
/// and says what is wrong.
/// </summary>
/// <param name="platform">The image's platform.</param>
/// <param name="cache">Where layers are kept.</param>
/// <param name="elsewhere">Who else knows layers; <see langword="null"/> for nobody.</param>
internal sealed class BaseFetch(Platform platform, BlobCache cache, KnownBaseLayers? elsewhere)
{
    private const int Parallel = 4;

    /// <summary>Where layers are kept. Whoever wants one and fetches it by this very object, waits for the one that is on its way.</summary>
    public BlobCache Cache => cache;

    /// <summary>Fetches what is missing.</summary>
    /// <param name="source">The base image.</param>
    /// <param name="cancellationToken">Stops it; what was begun is taken back.</param>
    public async Task RunAsync(IImageSource source, CancellationToken cancellationToken)
    {
        try
        {
            Image image = await source.ResolveAsync(platform, cancellationToken).ConfigureAwait(false);
            int count = image.Manifest.Layers.Length;
            int[] missing = count != image.Config.RootFs.DiffIds.Length || count > ImageScanLimits.Default.Layers
                ? []
                : [.. Enumerable.Range(0, count).Where(i => !cache.Contains(image.Manifest.Layers[i].Digest, image.Manifest.Layers[i].Size))];
            if (missing.Length == 0)
            {
                return;
            }

            var scans = new LayerScanCache(ImageAssembler.ScanFolder(cache.Directory));
            var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
            await System.Threading.Tasks.Parallel.ForEachAsync(missing, options, async (i, token) =>
            {
                Descriptor layer = image.Manifest.Layers[i];
                if (elsewhere is null || !await elsewhere.IsKnownAsync(image, i, token).ConfigureAwait(false))
                {
                    await scans.FetchAndScanAsync(layer, image.Config.RootFs.DiffIds[i], cache, image.Blobs, token).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OpenShiftException or OperationCanceledException or IOException or UnauthorizedAccessException or ObjectDisposedException or HttpRequestException)
        {
            // Whoever wants the layers says it.
        }
    }
}
