using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries.Transport;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>A registry that is spoken to over HTTP (OCI distribution-spec 1.1).</summary>
internal sealed class Registry(RegistryTransport transport, RegistryDirection direction, UploadSettings uploads) : IRegistry
{
    private const int MaxManifest = 4 * 1024 * 1024;

    private const string ManifestTypes =
        $"{MediaTypes.OciIndex}, {MediaTypes.OciManifest}, {MediaTypes.DockerManifestList}, {MediaTypes.DockerManifest}";

    // Where a registry that would not mount a blob has opened a session for it instead.
    private readonly ConcurrentDictionary<(string Repository, Digest Digest), Uri> _sessions = new();

    /// <inheritdoc/>
    public string Name => transport.Endpoint.Name;

    /// <inheritdoc/>
    public bool UploadsInParallel => uploads.InParallel;

    /// <inheritdoc/>
    public async ValueTask<ManifestContent?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        string operation = $"reading '{repository}' at '{reference}'";
        RegistryRequest request = Request(HttpMethod.Get, repository, $"manifests/{reference}") with { Accept = ManifestTypes };
        HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await transport.FailureAsync(response, operation, repository, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            byte[] bytes = await ReadAsync(response, cancellationToken).ConfigureAwait(false)
                ?? throw new OpenShiftException(
                    ToolCodes.InvalidManifest,
                    $"The manifest '{reference}' of '{Name}/{repository}' is larger than 4 MiB",
                    "Use an image that follows the OCI image specification or Docker's schema 2.");
            Digest digest = Digest.Of(bytes);
            if (Digest.TryParse(reference, out Digest asked) && asked != digest)
            {
                throw new OpenShiftException(
                    ToolCodes.CorruptBlob,
                    $"Registry '{Name}' gives another manifest than {asked} for '{repository}'",
                    "Publish again; if it happens again, the registry or something before it is broken.");
            }

            return new ManifestContent(bytes, response.Content.Headers.ContentType?.MediaType ?? "", digest);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Digest?> HeadManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Head, repository, $"manifests/{reference}") with { Accept = ManifestTypes };
        HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await transport.FailureAsync(response, $"looking at '{repository}:{reference}'", repository, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            if (DigestOf(response) is { } digest)
            {
                return digest;
            }
        }

        // The header is only recommended.
        return (await GetManifestAsync(repository, reference, cancellationToken).ConfigureAwait(false))?.Digest;
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        Stream content = await OpenAsync(repository, blob, 0, cancellationToken).ConfigureAwait(false);
        return new RegistryBlobStream(content, blob, Name, (offset, token) => OpenAsync(repository, blob, offset, token), transport.Unreachable, transport.Limits.AttemptTimeout);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> BlobExistsAsync(string repository, Digest digest, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await transport.SendAsync(Request(HttpMethod.Head, repository, $"blobs/{digest}"), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound)
        {
            using (response)
            {
                return response.StatusCode == HttpStatusCode.OK;
            }
        }

        throw await transport.FailureAsync(response, $"looking for blob {digest} in '{repository}'", repository, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryMountBlobAsync(string repository, Digest digest, string fromRepository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fromRepository);
        RegistryRequest request = Request(HttpMethod.Post, repository, $"blobs/uploads/?mount={Uri.EscapeDataString(digest.ToString())}&from={Uri.EscapeDataString(fromRepository)}") with
        {
            Content = static () => new ByteArrayContent([]),
            Scope = $"{Scope(repository)} repository:{fromRepository}:pull",
        };
        try
        {
            using HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Accepted && response.Headers.Location is not null)
            {
                _sessions[(repository, digest)] = transport.LocationOf(response, "the blob is to be uploaded to");
            }

            return response.StatusCode == HttpStatusCode.Created;
        }
        catch (OpenShiftException e) when (e.Code is ToolCodes.RegistryUnauthorized or ToolCodes.RegistryDenied)
        {
            // It is the other repository that is not ours to read; an upload needs no right to it.
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask UploadBlobAsync(string repository, Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(open);
        _ = _sessions.TryRemove((repository, blob.Digest), out Uri? session);
        BlobUpload upload = new BlobUpload(transport, repository, Scope(repository), blob, uploads.ChunkSize, open).Into(session);
        HttpResponseMessage response = await transport.RunAsync(upload.AttemptAsync, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await transport.FailureAsync(response, $"uploading blob {blob.Digest} to '{repository}'", repository, cancellationToken).ConfigureAwait(false);
        }

        response.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask PutManifestAsync(string repository, string reference, ReadOnlyMemory<byte> manifest, string mediaType, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Put, repository, $"manifests/{reference}") with
        {
            Content = () =>
            {
                var content = new ReadOnlyMemoryContent(manifest);
                content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                return content;
            },
        };
        HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await transport.FailureAsync(response, $"writing '{repository}' at '{reference}'", repository, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            Digest digest = Digest.Of(manifest.Span);
            if (DigestOf(response) is { } stored && stored != digest)
            {
                throw RegistryFailures.Protocol(transport.Endpoint, $"stored another manifest than {digest} under '{repository}' at '{reference}'");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    private static Digest? DigestOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out IEnumerable<string>? values) && Digest.TryParse(values.FirstOrDefault(), out Digest digest)
            ? digest
            : null;

    private string Scope(string repository) => direction == RegistryDirection.Push ? $"repository:{repository}:pull,push" : $"repository:{repository}:pull";

    private RegistryRequest Request(HttpMethod method, string repository, string path) =>
        new(method) { Path = $"/v2/{repository}/{path}", Repository = repository, Scope = Scope(repository) };

    private async ValueTask<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await ResponseBody.ReadAsync(response, MaxManifest, transport.Limits.AttemptTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw transport.Unreachable(e);
        }
    }

    private async ValueTask<Stream> OpenAsync(string repository, Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Get, repository, $"blobs/{blob.Digest}") with { Offset = offset };
        HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            throw new OpenShiftException(
                ToolCodes.InvalidArchive,
                $"Registry '{Name}' does not have blob {blob.Digest} of '{repository}'",
                "Push that image to its registry anew.");
        }

        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            throw await transport.FailureAsync(response, $"reading blob {blob.Digest} of '{repository}'", repository, cancellationToken).ConfigureAwait(false);
        }

        Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        long skip = response.StatusCode == HttpStatusCode.OK ? offset : offset - (response.Content.Headers.ContentRange?.From ?? offset);
        await SkipAsync(content, skip, cancellationToken).ConfigureAwait(false);
        return content;
    }

    // A server that knows no ranges begins at the beginning.
    private async ValueTask SkipAsync(Stream content, long count, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[(int)Math.Clamp(count, 0, 64 * 1024)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (count > 0)
        {
            limit.CancelAfter(transport.Limits.AttemptTimeout);
            int read;
            try
            {
                read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw transport.Unreachable(new TimeoutException());
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw transport.Unreachable(e);
            }

            if (read == 0)
            {
                return;
            }

            count -= read;
        }
    }
}
