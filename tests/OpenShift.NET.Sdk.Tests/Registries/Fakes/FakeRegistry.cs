using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

/// <summary>A registry in memory: manifests, blobs, uploads, mounts; anonymous, Basic or Bearer.</summary>
internal sealed class FakeRegistry(X509Certificate2? certificate = null) : FakeServer(certificate)
{
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly ConcurrentDictionary<string, byte[]> _uploads = new();
    private int _counter;

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public ConcurrentDictionary<string, (byte[] Bytes, string Type)> Manifests { get; } = new();

    /// <summary><c>user:password</c>; with <see cref="Realm"/> for the token service, else for the registry.</summary>
    public string? Login { get; set; }

    public string? RefreshToken { get; set; }

    /// <summary>Address of the token service in challenges; a relative one is this server's.</summary>
    public string? Realm { get; set; }

    public int ExpiresIn { get; set; } = 300;

    public bool MountsBlobs { get; set; } = true;

    /// <summary>Bytes that every part of an upload but the last must have, which answers name.</summary>
    public int LeastChunk { get; set; }

    public bool SendsDigestHeader { get; set; } = true;

    /// <summary>Whether the registry lists what refers to a manifest itself (distribution-spec 1.1).</summary>
    public bool ListsReferrers { get; set; }

    /// <summary>Whether it takes manifests with a configuration that is no image's.</summary>
    public bool TakesArtifacts { get; set; } = true;

    public Digest AddBlob(string repository, byte[] content)
    {
        Digest digest = Digest.Of(content);
        Blobs[$"{repository}@{digest}"] = content;
        return digest;
    }

    public Digest AddManifest(string repository, string? tag, byte[] content, string type = MediaTypes.OciManifest)
    {
        Digest digest = Digest.Of(content);
        Manifests[$"{repository}@{digest}"] = (content, type);
        if (tag is not null)
        {
            Manifests[$"{repository}@{tag}"] = (content, type);
        }

        return digest;
    }

    public void ForgetTokens() => _tokens.Clear();

    protected override FakeResponse Answer(FakeRequest request)
    {
        if (request.Path == "/token")
        {
            return Token(request);
        }

        if (Challenge(request) is { } challenge)
        {
            return challenge;
        }

        string[] parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 1; i < parts.Length; i++)
        {
            string repository = string.Join('/', parts[1..i]);
            string rest = string.Join('/', parts[(i + 1)..]);
            switch (parts[i])
            {
                case "manifests":
                    return Manifest(request, repository, rest);
                case "referrers" when ListsReferrers:
                    return Referrers(repository, rest);
                case "blobs" when rest.StartsWith("uploads", StringComparison.Ordinal):
                    return Upload(request, repository, rest);
                case "blobs":
                    return Blobs.TryGetValue($"{repository}@{rest}", out byte[]? blob) ? Part(request, blob) : FakeResponse.Error(404, "BLOB_UNKNOWN", "blob unknown");
            }
        }

        return request.Path == "/v2/" ? FakeResponse.Json(200, "{}") : new FakeResponse(404);
    }

    private FakeResponse Referrers(string repository, string subject)
    {
        Descriptor[] found = [.. Manifests
            .Where(m => m.Key.StartsWith(repository + "@sha256:", StringComparison.Ordinal) && m.Value.Type == MediaTypes.OciManifest && m.Value.Bytes is [(byte)'{', ..])
            .Select(m => (m.Value.Bytes, Manifest: ImageJson.ReadManifest(m.Value.Bytes, "it")))
            .Where(m => m.Manifest.Subject?.Digest.ToString() == subject)
            .Select(m => new Descriptor(MediaTypes.OciManifest, Digest.Of(m.Bytes), m.Bytes.Length) { ArtifactType = m.Manifest.ArtifactType })];
        return new FakeResponse(200, ImageJson.Write(new ImageIndex { Manifests = [.. found] })).With("Content-Type", MediaTypes.OciIndex);
    }

    private static FakeResponse Part(FakeRequest request, byte[] blob)
    {
        if (request.Headers.TryGetValue("Range", out string? range))
        {
            int from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            return new FakeResponse(206, blob[from..]).With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{blob.Length - 1}/{blob.Length}"));
        }

        return new FakeResponse(200, blob);
    }

    private FakeResponse? Challenge(FakeRequest request)
    {
        if (Realm is not null)
        {
            string? bearer = request.Authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true ? request.Authorization[7..] : null;
            string realm = Realm.StartsWith('/') ? $"http://{Authority}{Realm}" : Realm;
            return bearer is not null && _tokens.ContainsKey(bearer)
                ? null
                : FakeResponse.Error(401, "UNAUTHORIZED", "authentication required").With("WWW-Authenticate", $"Bearer realm=\"{realm}\",service=\"fake, service\",scope=\"repository:x:pull,push\"");
        }

        return Login is null || request.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login))
            ? null
            : FakeResponse.Error(401, "UNAUTHORIZED", "authentication required").With("WWW-Authenticate", "Basic realm=\"fake\"");
    }

    private FakeResponse Token(FakeRequest request)
    {
        bool allowed = request.Method == "POST"
            ? RefreshToken is not null && Encoding.UTF8.GetString(request.Body).Contains($"refresh_token={RefreshToken}", StringComparison.Ordinal)
            : Login is null || request.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login));
        if (!allowed)
        {
            return FakeResponse.Error(401, "UNAUTHORIZED", "no");
        }

        string token = $"secret-token-{Interlocked.Increment(ref _counter)}";
        _tokens[token] = request.Query["scope"] ?? "";
        return FakeResponse.Json(200, string.Create(CultureInfo.InvariantCulture, $$"""{"token":"{{token}}","expires_in":{{ExpiresIn}}}"""));
    }

    private FakeResponse Manifest(FakeRequest request, string repository, string reference)
    {
        if (request.Method == "PUT")
        {
            ImageManifest? written = MediaTypes.IsManifest(request.Headers["Content-Type"]) && request.Body is [(byte)'{', ..] ? ImageJson.ReadManifest(request.Body, "it") : null;
            if (!TakesArtifacts && written?.Config.MediaType == MediaTypes.OciEmpty)
            {
                return FakeResponse.Error(400, "MANIFEST_INVALID", "unknown media type");
            }

            if (ListsReferrers && written?.Subject is { } subject)
            {
                _ = AddManifest(repository, null, request.Body);
                return new FakeResponse(201).With("Docker-Content-Digest", Digest.Of(request.Body).ToString()).With("OCI-Subject", subject.Digest.ToString());
            }

            Digest digest = AddManifest(repository, reference.Contains(':', StringComparison.Ordinal) ? null : reference, request.Body, request.Headers["Content-Type"]);
            return new FakeResponse(201).With("Docker-Content-Digest", digest.ToString());
        }

        if (!Manifests.TryGetValue($"{repository}@{reference}", out (byte[] Bytes, string Type) manifest))
        {
            return FakeResponse.Error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }

        FakeResponse response = new FakeResponse(200, manifest.Bytes).With("Content-Type", manifest.Type);
        return SendsDigestHeader ? response.With("Docker-Content-Digest", Digest.Of(manifest.Bytes).ToString()) : response;
    }

    private FakeResponse Upload(FakeRequest request, string repository, string rest)
    {
        string location = $"/v2/{repository}/blobs/uploads/";
        switch (request.Method)
        {
            case "POST" when request.Query["mount"] is { } mount && MountsBlobs && Blobs.TryGetValue($"{request.Query["from"]}@{mount}", out byte[]? blob):
                _ = AddBlob(repository, blob);
                return new FakeResponse(201);
            case "POST":
                string id = Interlocked.Increment(ref _counter).ToString(CultureInfo.InvariantCulture);
                _uploads[id] = [];
                FakeResponse opened = new FakeResponse(202).With("Location", location + id + "?_state=abc");
                return LeastChunk == 0 ? opened : opened.With("OCI-Chunk-Min-Length", LeastChunk.ToString(CultureInfo.InvariantCulture));
            case "PATCH":
                string session = rest["uploads/".Length..];
                _uploads[session] = [.. _uploads[session], .. request.Body];
                return new FakeResponse(202).With("Location", location + session + "?_state=def");
            case "PUT":
                byte[] content = [.. _uploads[rest["uploads/".Length..]], .. request.Body];
                if (Digest.Of(content).ToString() != request.Query["digest"])
                {
                    return FakeResponse.Error(400, "DIGEST_INVALID", "digest invalid");
                }

                _ = AddBlob(repository, content);
                return new FakeResponse(201);
            default:
                return new FakeResponse(405);
        }
    }
}
