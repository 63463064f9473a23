using System.Globalization;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>An upload that a registry has opened (OCI distribution-spec, "Pushing blobs").</summary>
/// <param name="Location">Where the blob is to be sent to.</param>
/// <param name="LeastChunk">Bytes that every part but the last must have (<c>OCI-Chunk-Min-Length</c>); 0 when the registry does not mind.</param>
internal sealed record UploadSession(Uri Location, int LeastChunk)
{
    // More is not believed: a part is kept in memory.
    private const int MostLeast = 64 * 1024 * 1024;

    /// <summary>The session that a 202 names.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0083, OSC0087: as for <see cref="RegistryTransport.LocationOf"/>.</exception>
    public static UploadSession Of(HttpResponseMessage response, RegistryTransport transport) => new(
        transport.LocationOf(response, "the blob is to be uploaded to"),
        response.Headers.TryGetValues("OCI-Chunk-Min-Length", out IEnumerable<string>? values)
            && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out int least) && least <= MostLeast
            ? least
            : 0);
}
