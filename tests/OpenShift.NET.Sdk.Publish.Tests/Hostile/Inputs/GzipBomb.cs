using System.IO.Compression;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Twenty gigabytes of zeros in twenty megabytes.</summary>
public sealed class GzipBomb : HostileInput
{
    public override string? Code => "OSC0055";

    public override string Says => "times its size";

    public override string Build(string folder)
    {
        byte[] zeros = Packed(new byte[10 << 20]);
        byte[] header = new byte[512];
        var stored = new MemoryStream();
        var first = new MemoryStream();
        new TarBlocks(first).Entry("app/run", size: 19L << 30);
        stored.Write(Packed(first.ToArray()));
        for (int i = 0; i < 2000; i++)
        {
            stored.Write(zeros);
        }

        return new HostileLayout(folder).Blob(stored.ToArray(), HostileLayout.Digest(header)).Write();
    }

    private static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
