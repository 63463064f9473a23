using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>An OCI layout whose every byte can be wrong.</summary>
internal sealed class HostileLayout
{
    private readonly string _folder;
    private readonly List<(string Digest, long Size, string DiffId)> _layers = [];

    public HostileLayout(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256"));
        File.WriteAllText(Path.Combine(folder, "oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        string architecture = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64";
        Config = JsonNode.Parse($$"""{"architecture":"{{architecture}}","os":"linux","config":{"User":"1001","Entrypoint":["/app/run"],"Labels":{} } }""")!.AsObject();
        Manifest = JsonNode.Parse("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json"}""")!.AsObject();
    }

    /// <summary>The image configuration, without the layers.</summary>
    public JsonObject Config { get; }

    /// <summary>The manifest, without configuration and layers.</summary>
    public JsonObject Manifest { get; }

    /// <summary>The digests of the layers so far, without <c>sha256:</c>.</summary>
    public IEnumerable<string> Layers => _layers.Select(static l => l.Digest);

    /// <summary>Adds a layer, compressed with gzip.</summary>
    public HostileLayout Layer(Action<TarBlocks> write) => Layer(TarBlocks.Of(write));

    public HostileLayout Layer(byte[] tar)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(tar);
        }

        return Blob(packed.ToArray(), Digest(tar));
    }

    /// <summary>Adds a layer as it is stored.</summary>
    public HostileLayout Blob(byte[] stored, string diffId)
    {
        _layers.Add((Store(stored), stored.Length, diffId));
        return this;
    }

    /// <summary>Adds the last layer once more.</summary>
    public HostileLayout Again(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _layers.Add(_layers[^1]);
        }

        return this;
    }

    /// <summary>Writes the documents.</summary>
    /// <param name="change">Changes manifest and configuration once they are whole.</param>
    /// <returns>What the tool is given.</returns>
    public string Write(Action<JsonObject, JsonObject>? change = null)
    {
        Config["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. _layers.Select(static l => JsonValue.Create("sha256:" + l.DiffId))]) };
        Manifest["config"] = new JsonObject { ["mediaType"] = "application/vnd.oci.image.config.v1+json" };
        Manifest["layers"] = new JsonArray([.. _layers.Select(static l => new JsonObject
        {
            ["mediaType"] = "application/vnd.oci.image.layer.v1.tar+gzip",
            ["digest"] = "sha256:" + l.Digest,
            ["size"] = l.Size,
        })]);
        var before = (JsonObject)Manifest.DeepClone();
        change?.Invoke(Manifest, Config);
        byte[] config = Encoding.UTF8.GetBytes(Config.ToJsonString());
        if (Manifest["config"] is JsonObject descriptor && JsonNode.DeepEquals(descriptor, before["config"]))
        {
            descriptor["digest"] = "sha256:" + Store(config);
            descriptor["size"] = config.Length;
        }

        return Write(Encoding.UTF8.GetBytes(Manifest.ToJsonString()));
    }

    /// <summary>Writes the index over a manifest.</summary>
    public string Write(byte[] manifest)
    {
        File.WriteAllText(
            Path.Combine(_folder, "index.json"),
            $$"""{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{Store(manifest)}}","size":{{manifest.Length}} } ] }""");
        return "oci:" + _folder;
    }

    /// <summary>Stores a blob and says its digest.</summary>
    public string Store(byte[] blob)
    {
        string digest = Digest(blob);
        File.WriteAllBytes(PathOf(digest), blob);
        return digest;
    }

    public string PathOf(string digest) => Path.Combine(_folder, "blobs/sha256", digest);

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
