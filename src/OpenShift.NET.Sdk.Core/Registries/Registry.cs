using System.Collections.Concurrent;
using System.Net;
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
    private readonly ConcurrentDictionary<(string Repository, Digest Digest), UploadSession> _sessions = new();

    /// <inheritdoc/>
    public string Name => transport.Endpoint.Name;

    /// <inheritdoc/>
    public bool UploadsInParallel => uploads.InParallel;

    /// <inheritdoc/>
    public async ValueTask<ManifestContent?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        string operation = $"reading '{repository}' at '{reference}'";
        RegistryRequest request = Request(HttpMethod.Get, repository, $"manifests/{reference}") with { Accept = ManifestTypes, MayBeFetched = true };
        byte[]? bytes = null;
        HttpResponseMessage response = await transport.RunAsync(
            async (patience, token) =>
            {
                // A body that breaks off is tried again like an answer that does not come.
                HttpResponseMessage attempt = await transport.SendOnceAsync(request with { Patience = patience }, token).ConfigureAwait(false);
                try
                {
                    bytes = attempt.StatusCode == HttpStatusCode.OK
                        ? await ResponseBody.ReadAsync(attempt, MaxManifest, patience.AtMost(transport.Limits.AttemptTimeout), token).ConfigureAwait(false)
                        : null;
                    return attempt;
                }
                catch
                {
                    attempt.Dispose();
                    throw;
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await transport.FailureAsync(response, operation, repository, null, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            if (ResponseBody.IsHtml(response))
            {
                throw RegistryFailures.NoRegistry(transport.Endpoint, $"answered 200 to {operation}, but with no manifest", isHtml: true);
            }

            if (bytes is null)
            {
                throw new OpenShiftException(
                    ToolCodes.InvalidManifest,
                    $"The manifest '{reference}' of '{Name}/{repository}' is larger than 4 MiB",
                    "Use an image that follows the OCI image specification or Docker's schema 2.");
            }

            Digest digest = Digest.Of(bytes);
            Digest? named = Digest.TryParse(reference, out Digest asked) ? asked : DigestOf(response);
            if (named is { } expected && expected != digest)
            {
                throw new OpenShiftException(
                    ToolCodes.CorruptBlob,
                    $"Registry '{Name}' gives another manifest than {expected} for '{repository}'{(asked == expected ? "" : $" at '{reference}', although its own answer names that digest")}",
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
            throw await transport.FailureAsync(response, $"looking at '{repository}:{reference}'", repository, null, cancellationToken).ConfigureAwait(false);
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
        (Stream content, long skip) = await OpenAsync(repository, blob, 0, cancellationToken).ConfigureAwait(false);
        return new RegistryBlobStream(content, skip, blob, Name, (offset, token) => OpenAsync(repository, blob, offset, token), transport.Unreachable, transport.Limits, transport.Notices);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> BlobExistsAsync(string repository, Descriptor blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        HttpResponseMessage response = await transport.SendAsync(Request(HttpMethod.Head, repository, $"blobs/{blob.Digest}"), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound)
        {
            using (response)
            {
                return Shows(response, blob);
            }
        }

        throw await transport.FailureAsync(response, $"looking for blob {blob.Digest} in '{repository}'", repository, null, cancellationToken).ConfigureAwait(false);
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
                _sessions[(repository, digest)] = UploadSession.Of(response, transport);
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
        _ = _sessions.TryRemove((repository, blob.Digest), out UploadSession? session);
        BlobUpload upload = new BlobUpload(transport, repository, Scope(repository), blob, uploads.ChunkSize, open, (patience, token) => IsThereAsync(repository, blob, patience, token)).Into(session);
        HttpResponseMessage response = await transport.RunAsync(upload.AttemptAsync, cancellationToken).ConfigureAwait(false);
        string operation = $"uploading blob {blob.Digest} to '{repository}'";
        if (!response.IsSuccessStatusCode)
        {
            throw await transport.FailureAsync(response, operation, repository, null, cancellationToken).ConfigureAwait(false);
        }

        if (response.StatusCode != HttpStatusCode.Created && !await BlobExistsAsync(repository, blob, cancellationToken).ConfigureAwait(false))
        {
            throw transport.Unexpected(response, operation, 201);
        }

        response.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask PutManifestAsync(string repository, string reference, ReadOnlyMemory<byte> manifest, string mediaType, CancellationToken cancellationToken) =>
        await PutAsync(repository, reference, manifest, mediaType, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> PutArtifactAsync(string repository, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken) =>
        await PutAsync(repository, Digest.Of(manifest.Span).ToString(), manifest, MediaTypes.OciManifest, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<byte[]?> GetReferrersAsync(string repository, Digest subject, string artifactType, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Get, repository, $"referrers/{subject}?artifactType={Uri.EscapeDataString(artifactType)}") with { Accept = MediaTypes.OciIndex };
        HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented)
        {
            throw await transport.FailureAsync(response, $"listing what refers to {subject} in '{repository}'", repository, null, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            // 404 is the specification's word for it; older registries and what stands before them have others.
            if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != MediaTypes.OciIndex)
            {
                return null;
            }

            try
            {
                return await ResponseBody.ReadAsync(response, MaxManifest, transport.Limits.AttemptTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
            {
                throw transport.Unreachable(e);
            }
        }
    }

    /// <summary>Writes a manifest.</summary>
    /// <returns>Whether the registry says that it has noted the subject.</returns>
    private async ValueTask<bool> PutAsync(string repository, string reference, ReadOnlyMemory<byte> manifest, string mediaType, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Put, repository, $"manifests/{reference}") with
        {
            Content = () => TransferContent.Of(manifest, mediaType),
        };
        string operation = $"writing '{repository}' at '{reference}'";
        Digest digest = Digest.Of(manifest.Span);
        HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            string words = await transport.WordsAsync(response, cancellationToken).ConfigureAwait(false);
            var written = new WrittenManifest(Digest.TryParse(reference, out _) ? null : reference, mediaType);
            if (written.Tag is not null && RegistryRefusals.MayBeImmutable(response.StatusCode, words))
            {
                (bool isKnown, Digest? there) = await LookAsync(repository, reference, cancellationToken).ConfigureAwait(false);
                if (there == digest)
                {
                    // The tag was written by the attempt before this one, whose answer was lost, or by an earlier publish of the same image.
                    response.Dispose();
                    return false;
                }

                written = written with { Tag = isKnown && there is null ? null : reference, IsThere = there is not null };
            }

            throw transport.Failure(response, operation, repository, written, words);
        }

        using (response)
        {
            Digest? stored = DigestOf(response);
            if (stored is { } other && other != digest)
            {
                throw RegistryFailures.Protocol(transport.Endpoint, $"stored another manifest than {digest} under '{repository}' at '{reference}'");
            }

            // The specification's answer, with the digest, is believed; after any other one the tag is looked at before success is said.
            if ((response.StatusCode != HttpStatusCode.Created || stored is null)
                && await HeadManifestAsync(repository, reference, cancellationToken).ConfigureAwait(false) != digest)
            {
                throw transport.Unexpected(response, $"{operation}, but does not have it after that", 201);
            }

            return response.Headers.Contains("OCI-Subject");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    private static Digest? DigestOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out IEnumerable<string>? values) && Digest.TryParse(values.FirstOrDefault(), out Digest digest)
            ? digest
            : null;

    // What says that it is of another size or digest, or a page for people, is not the blob.
    private static bool Shows(HttpResponseMessage response, Descriptor blob) =>
        response.StatusCode == HttpStatusCode.OK
        && !ResponseBody.IsHtml(response)
        && (!response.Content.Headers.NonValidated.Contains("Content-Length") || response.Content.Headers.ContentLength == blob.Size)
        && (DigestOf(response) ?? blob.Digest) == blob.Digest;

    private async ValueTask<bool> IsThereAsync(string repository, Descriptor blob, Patience patience, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await transport.SendOnceAsync(Request(HttpMethod.Head, repository, $"blobs/{blob.Digest}") with { Patience = patience }, cancellationToken).ConfigureAwait(false);
        return Shows(response, blob);
    }

    private async ValueTask<(bool IsKnown, Digest? There)> LookAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await HeadManifestAsync(repository, reference, cancellationToken).ConfigureAwait(false));
        }
        catch (OpenShiftException)
        {
            // The refusal of the manifest is what is told, not that of a look at it.
            return (false, null);
        }
    }

    private string Scope(string repository) => direction == RegistryDirection.Push ? $"repository:{repository}:pull,push" : $"repository:{repository}:pull";

    private RegistryRequest Request(HttpMethod method, string repository, string path) =>
        new(method) { Path = $"/v2/{repository}/{path}", Repository = repository, Scope = Scope(repository) };

    private async ValueTask<(Stream Content, long Skip)> OpenAsync(string repository, Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Get, repository, $"blobs/{blob.Digest}") with { Offset = offset, MayBeFetched = true };
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
            throw await transport.FailureAsync(response, $"reading blob {blob.Digest} of '{repository}'", repository, null, cancellationToken).ConfigureAwait(false);
        }

        Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

        // A server that knows no ranges begins at the beginning.
        return (content, response.StatusCode == HttpStatusCode.OK ? offset : offset - (response.Content.Headers.ContentRange?.From ?? offset));
    }
}
