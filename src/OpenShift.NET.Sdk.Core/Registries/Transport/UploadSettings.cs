using System.Globalization;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>How blobs are uploaded; the .NET SDK's environment variables decide.</summary>
/// <param name="ChunkSize">Size of a part in bytes; 0 to send a blob in one request.</param>
/// <param name="InParallel">Whether several blobs are sent at once.</param>
internal sealed record UploadSettings(int ChunkSize, bool InParallel)
{
    private const int DefaultChunk = 5 * 1024 * 1024;

    // A part is held in memory, so that it can be sent again.
    private const int LargestChunk = 64 * 1024 * 1024;

    /// <summary>Reads the variables; what cannot be understood counts as not set, as with the SDK.</summary>
    public static UploadSettings From(IEnvironment environment)
    {
        bool chunked = bool.TryParse(environment.Variable("DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD"), out bool wanted) && wanted;
        bool sized = int.TryParse(environment.Variable("DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD_SIZE_BYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0;
        bool parallel = !bool.TryParse(environment.Variable("DOTNET_CONTAINER_REGISTRY_PARALLEL_UPLOAD"), out bool asked) || asked;
        return new UploadSettings(!chunked ? 0 : sized ? Math.Min(size, LargestChunk) : DefaultChunk, parallel);
    }
}
