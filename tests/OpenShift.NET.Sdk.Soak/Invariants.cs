using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>What must hold whatever was done to the publishes, asked of the registry itself and of the files of the cache, without this product.</summary>
internal static class Invariants
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>The digest of a tag whose every blob is there with its content; <see langword="null"/> when there is no such tag.</summary>
    /// <exception cref="SoakFailure">The tag is there and not whole.</exception>
    public static async Task<string?> WholeTagAsync(HttpClient client, string repository, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v2/{repository}/manifests/{tag}", UriKind.Relative));
        request.Headers.Accept.ParseAdd(ManifestType);
        using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        byte[] manifest = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(manifest);
        foreach (JsonElement blob in (JsonElement[])[document.RootElement.GetProperty("config"), .. document.RootElement.GetProperty("layers").EnumerateArray()])
        {
            string digest = blob.GetProperty("digest").GetString()!;
            using HttpResponseMessage got = await client.GetAsync(new Uri($"/v2/{repository}/blobs/{digest}", UriKind.Relative)).ConfigureAwait(false);
            byte[] content = got.IsSuccessStatusCode ? await got.Content.ReadAsByteArrayAsync().ConfigureAwait(false) : [];
            if (DigestOf(content) != digest)
            {
                throw new SoakFailure(string.Create(CultureInfo.InvariantCulture, $"{repository}:{tag} is not whole: {digest} is {(int)got.StatusCode}, {content.Length} bytes"));
            }
        }

        return DigestOf(manifest);
    }

    /// <summary>The cached blobs whose content is not what their name says.</summary>
    public static IReadOnlyList<string> Damaged(string cache)
    {
        string folder = Path.Combine(cache, "blobs", "sha256");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f).Length == 64 && DigestOf(File.ReadAllBytes(f)) != "sha256:" + Path.GetFileName(f))]
            : [];
    }

    private static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
