using System.Globalization;
using System.Net;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>
/// One upload of a blob (OCI distribution-spec, "Pushing blobs"): a session, then one PUT, or PATCHes and an empty PUT. Every attempt begins anew, unless the registry has
/// the blob and only its answer was lost.
/// </summary>
/// <param name="transport">The registry.</param>
/// <param name="repository">The repository that gets the blob.</param>
/// <param name="scope">The access that is asked for.</param>
/// <param name="blob">The blob.</param>
/// <param name="chunkSize">Bytes of a part; 0 to send the blob as a whole.</param>
/// <param name="open">Opens the blob's content, anew for every attempt.</param>
/// <param name="isThere">Asks the registry, once, whether it has the blob.</param>
internal sealed class BlobUpload(
    RegistryTransport transport,
    string repository,
    string scope,
    Descriptor blob,
    int chunkSize,
    Func<CancellationToken, ValueTask<Stream>> open,
    Func<Patience, CancellationToken, ValueTask<bool>> isThere)
{
    private UploadSession? _session;
    private Patience? _patience;
    private bool _isUncertain;
    private bool _wentUnanswered;

    /// <summary>Uses a session that the registry has opened already, for the first attempt.</summary>
    public BlobUpload Into(UploadSession? session)
    {
        _session = session;
        return this;
    }

    /// <summary>Makes one attempt; a response that is no success is the registry's refusal.</summary>
    /// <exception cref="OpenShiftException">OSC0083: it opens a session with another success than 202, so nothing can be believed of it.</exception>
    public async ValueTask<HttpResponseMessage> AttemptAsync(Patience patience, CancellationToken cancellationToken)
    {
        _patience = patience;
        if (_isUncertain && await isThere(patience, cancellationToken).ConfigureAwait(false))
        {
            return new HttpResponseMessage(HttpStatusCode.Created);
        }

        UploadSession? session = _session;
        _session = null;
        if (session is null)
        {
            HttpResponseMessage opened = await transport.SendOnceAsync(Request(HttpMethod.Post) with { Path = $"/v2/{repository}/blobs/uploads/", Content = Empty }, cancellationToken).ConfigureAwait(false);
            if (opened.StatusCode != HttpStatusCode.Accepted)
            {
                return opened.IsSuccessStatusCode ? throw transport.Unexpected(opened, $"beginning the upload of blob {blob.Digest} to '{repository}'", 202) : opened;
            }

            using (opened)
            {
                session = UploadSession.Of(opened, transport);
            }
        }

        Uri location = session.Location;
        if (chunkSize > 0)
        {
            (HttpResponseMessage? refusal, location) = await PatchAsync(location, Math.Max(chunkSize, session.LeastChunk), cancellationToken).ConfigureAwait(false);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return await CommitAsync(location, cancellationToken).ConfigureAwait(false);
    }

    // The registry may have done what it gives no answer to, or a proxy before it answers in its place.
    private async ValueTask<HttpResponseMessage> CommitAsync(Uri location, CancellationToken cancellationToken)
    {
        TransferContent? body = null;
        try
        {
            HttpResponseMessage response = await transport.SendOnceAsync(
                Request(HttpMethod.Put) with { Location = WithDigest(location), Content = () => body = chunkSize > 0 ? TransferContent.Of(default) : new BlobContent(blob, open), Position = chunkSize > 0 ? null : 0 },
                cancellationToken).ConfigureAwait(false);
            _isUncertain = response.StatusCode == HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;
            return response;
        }
        catch (TimeoutException e) when (body is { IsSentWhole: true })
        {
            // Everything was sent and nothing came back; who is silent twice will not answer the third time either.
            if (_wentUnanswered)
            {
                throw transport.Unreachable(e);
            }

            (_isUncertain, _wentUnanswered) = (true, true);
            throw;
        }
        catch (Exception e) when (RetryPolicy.IsTransient(e))
        {
            _isUncertain = true;
            throw;
        }
    }

    private static HttpContent Empty() => new ByteArrayContent([]);

    private RegistryRequest Request(HttpMethod method) => new(method) { Repository = repository, Scope = scope, Patience = _patience };

    private Uri WithDigest(Uri session)
    {
        string query = session.Query.Length > 1 ? session.Query[1..] + "&" : "";
        return new UriBuilder(session) { Query = query + "digest=" + Uri.EscapeDataString(blob.Digest.ToString()) }.Uri;
    }

    private async ValueTask<(HttpResponseMessage? Refusal, Uri Session)> PatchAsync(Uri session, int chunk, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Math.Min(chunk, Math.Max(blob.Size, 1))];
        Stream source = await FromSourceAsync(() => open(cancellationToken)).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            for (long position = 0; position < blob.Size;)
            {
                int length = await FromSourceAsync(() => source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)).ConfigureAwait(false);
                if (length == 0 || position + length > blob.Size)
                {
                    throw BlobContent.Corrupt(blob, FormattableString.Invariant($"is {(length == 0 ? "shorter" : "longer")} than its {blob.Size} bytes"));
                }

                long from = position;
                position += length;
                HttpResponseMessage response = await transport.SendOnceAsync(
                    Request(HttpMethod.Patch) with { Location = session, Content = () => Part(buffer.AsMemory(0, length), from), Position = from },
                    cancellationToken).ConfigureAwait(false);
                if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.NoContent or HttpStatusCode.Created))
                {
                    return response.IsSuccessStatusCode ? throw transport.Unexpected(response, $"a part of blob {blob.Digest} for '{repository}'", 202) : (response, session);
                }

                _patience?.Advanced();

                using (response)
                {
                    session = response.Headers.Location is null ? session : transport.LocationOf(response, "the blob is to be uploaded to");
                }
            }
        }

        return (null, session);
    }

    // A failure of the disk must not pass for one of the network, which would be tried again.
    private async ValueTask<T> FromSourceAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw BlobContent.Corrupt(blob, "cannot be read to its end", e);
        }
    }

    private static TransferContent Part(ReadOnlyMemory<byte> part, long from)
    {
        TransferContent content = TransferContent.Of(part, "application/octet-stream");

        // The specification's form has no unit, unlike HTTP's.
        _ = content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{from}-{from + part.Length - 1}"));
        return content;
    }
}
