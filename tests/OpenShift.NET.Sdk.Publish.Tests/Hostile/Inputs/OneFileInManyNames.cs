using System.IO.Compression;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A docker archive of four hundred layers that are links to one compressed file of 64 MB, each said to be another layer.</summary>
public sealed class OneFileInManyNames : HostileInput
{
    public override string? Code => "OSC0046";

    public override string Says => "has the uncompressed digest";

    public override string Build(string folder)
    {
        const int Layers = 400;
        var layout = new HostileLayout(Path.Combine(folder, "layout"));
        layout.Config["rootfs"] = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "layers",
            ["diff_ids"] = new System.Text.Json.Nodes.JsonArray([.. Enumerable.Range(0, Layers).Select(static i => System.Text.Json.Nodes.JsonValue.Create("sha256:" + HostileLayout.Digest(BitConverter.GetBytes(i))))]),
        };
        byte[] noise = new byte[64 << 20];
        new Random(1).NextBytes(noise);
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(TarBlocks.Of(tar => tar.Entry("app/noise", content: noise)));
        }

        string file = Path.Combine(folder, "image.tar");
        using FileStream output = File.Create(file);
        var archive = new TarBlocks(output);
        string[] names = [.. Enumerable.Range(0, Layers).Select(static i => FormattableString.Invariant($"l{i}/layer.tar"))];
        archive.Entry("manifest.json", content: JsonSerializer.SerializeToUtf8Bytes(new[] { new { Config = "config.json", Layers = names } }));
        archive.Entry("config.json", content: System.Text.Encoding.UTF8.GetBytes(layout.Config.ToJsonString()));
        archive.Entry("layer.tar", content: packed.ToArray());
        foreach (string name in names)
        {
            archive.Entry(name, '1', link: "layer.tar");
        }

        archive.End();
        return "docker-archive:" + file;
    }
}
