namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Sixteen gigabytes of zeros in zstd, each block of 128 KiB three bytes and one.</summary>
public sealed class ZstdBomb : HostileInput
{
    public override string? Code => "OSC0055";

    public override string Build(string folder)
    {
        // Frame header: single segment off, window of 128 MiB; then blocks of type RLE (RFC 8878, 3.1.1.2).
        var stored = new MemoryStream();
        stored.Write([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88]);
        for (int i = 0; i < 16 * 8 * 1024; i++)
        {
            int header = (128 * 1024 << 3) | (1 << 1);
            stored.Write([(byte)header, (byte)(header >> 8), (byte)(header >> 16), 0]);
        }

        return new HostileLayout(folder).Blob(stored.ToArray(), HostileLayout.Digest([])).Write();
    }
}
