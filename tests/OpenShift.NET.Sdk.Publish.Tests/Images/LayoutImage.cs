using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publish.Tests.Images;

/// <summary>An image as it lies in <c>obj/…/openshift/image</c>, read with nothing of the product's.</summary>
internal sealed class LayoutImage
{
    private readonly string _folder;

    private LayoutImage(string folder, string digest, JsonElement manifest, JsonElement config)
    {
        _folder = folder;
        Digest = digest;
        Manifest = manifest;
        Config = config;
    }

    public string Digest { get; }

    public JsonElement Manifest { get; }

    /// <summary>The whole image configuration.</summary>
    public JsonElement Config { get; }

    public JsonElement Execution => Config.GetProperty("config");

    public string User => Execution.GetProperty("User").GetString()!;

    public IReadOnlyDictionary<string, string> Labels => Execution.GetProperty("Labels").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);

    public IReadOnlyList<string> Environment => [.. Execution.GetProperty("Env").EnumerateArray().Select(e => e.GetString()!)];

    public string Ports => Keys("ExposedPorts");

    public string Volumes => Keys("Volumes");

    /// <summary>Names of the layers above the base, the lowest first.</summary>
    public string OwnLayers => string.Join('|', History.Where(h => !h.Contains("embedded base", StringComparison.Ordinal)).Select(h => h[(h.IndexOf(": ", StringComparison.Ordinal) + 2)..]));

    private IEnumerable<string> History => Config.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("created_by").GetString()!);

    /// <summary>Reads the layout that a publish left in an <c>openshift</c> folder.</summary>
    public static LayoutImage Read(string intermediate)
    {
        string folder = Path.Combine(intermediate, "image");
        JsonElement index = Parse(Path.Combine(folder, "index.json"));
        string digest = index.GetProperty("manifests").EnumerateArray().Single().GetProperty("digest").GetString()!;
        JsonElement manifest = Parse(Blob(folder, digest));
        return new LayoutImage(folder, digest, manifest, Parse(Blob(folder, manifest.GetProperty("config").GetProperty("digest").GetString()!)));
    }

    /// <summary>Entries of the layers above the base: the layer's name and the entry.</summary>
    public IReadOnlyList<(string Layer, TarEntry Entry)> OwnEntries()
    {
        var entries = new List<(string, TarEntry)>();
        string[] names = [.. History];
        JsonElement[] layers = [.. Manifest.GetProperty("layers").EnumerateArray()];
        Assert.AreEqual(names.Length, layers.Length);
        for (int i = 0; i < layers.Length; i++)
        {
            if (names[i].Contains("embedded base", StringComparison.Ordinal))
            {
                continue;
            }

            using var file = new GZipStream(File.OpenRead(Blob(_folder, layers[i].GetProperty("digest").GetString()!)), CompressionMode.Decompress);
            using var tar = new TarReader(file);
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                entries.Add((names[i][(names[i].IndexOf(": ", StringComparison.Ordinal) + 2)..], entry));
            }
        }

        return entries;
    }

    /// <summary>Paths of the files above the base, without the leading "app/".</summary>
    public IReadOnlyList<string> Files() => [.. OwnEntries().Where(e => e.Entry.EntryType != TarEntryType.Directory).Select(e => e.Entry.Name.Replace("app/", "", StringComparison.Ordinal))];

    private string Keys(string property) =>
        Execution.TryGetProperty(property, out JsonElement value) ? string.Join(' ', value.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)) : "";

    private static string Blob(string folder, string digest) => Path.Combine(folder, "blobs", digest.Replace(':', '/'));

    private static JsonElement Parse(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
