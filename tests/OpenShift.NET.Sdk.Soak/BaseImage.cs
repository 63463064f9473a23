using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>A small base image of three layers, written to a registry without this product.</summary>
internal static class BaseImage
{
    public const string Repository = "dotnet/base";
    public const string Tag = "10.0";

    /// <summary>Writes it.</summary>
    public static async Task PushAsync(Uri registry)
    {
        using var client = new HttpClient { BaseAddress = registry };
        var layers = new List<string>();
        var ids = new List<string>();
        for (int number = 1; number <= 3; number++)
        {
            byte[] tar = Layer(number);
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync(tar).ConfigureAwait(false);
            }

            ids.Add($"\"{DigestOf(tar)}\"");
            layers.Add(await BlobAsync(client, packed.ToArray(), "application/vnd.oci.image.layer.v1.tar+gzip").ConfigureAwait(false));
        }

        byte[] config = Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","config":{"User":"1654"},"rootfs":{"type":"layers","diff_ids":[{{{string.Join(',', ids)}}}]}}""");
        string configured = await BlobAsync(client, config, "application/vnd.oci.image.config.v1+json").ConfigureAwait(false);
        using var manifest = new StringContent($$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{{configured}},"layers":[{{string.Join(',', layers)}}]}""");
        manifest.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json");
        using HttpResponseMessage put = await client.PutAsync(new Uri($"/v2/{Repository}/manifests/{Tag}", UriKind.Relative), manifest).ConfigureAwait(false);
        _ = put.EnsureSuccessStatusCode();
    }

    private static byte[] Layer(int number)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
        {
            byte[] content = new byte[200_000 * number];
            Seeded.Fill(content, number);
            string name = number.ToString(CultureInfo.InvariantCulture);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, $"opt{name}/") { Mode = (UnixFileMode)0b111_101_101, ModificationTime = DateTimeOffset.UnixEpoch });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"opt{name}/file") { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return output.ToArray();
    }

    private static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static async Task<string> BlobAsync(HttpClient client, byte[] content, string mediaType)
    {
        string digest = DigestOf(content);
        using HttpResponseMessage session = await client.PostAsync(new Uri($"/v2/{Repository}/blobs/uploads/", UriKind.Relative), null).ConfigureAwait(false);
        Uri location = session.EnsureSuccessStatusCode().Headers.Location!;
        using var body = new ByteArrayContent(content);
        using HttpResponseMessage put = await client.PutAsync(new Uri($"{location}&digest={Uri.EscapeDataString(digest)}", UriKind.RelativeOrAbsolute), body).ConfigureAwait(false);
        _ = put.EnsureSuccessStatusCode();
        return string.Create(CultureInfo.InvariantCulture, $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{content.Length}}}""");
    }
}
