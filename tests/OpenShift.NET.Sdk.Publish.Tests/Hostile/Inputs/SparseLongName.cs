namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>As LongNameWithoutBody, but the bytes are there: a hole of 2 GB on disk.</summary>
public sealed class SparseLongName : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "an extended header says it has 2147483647 bytes";

    public override string Build(string folder)
    {
        string file = Path.Combine(folder, "image.tar");
        using FileStream output = File.Create(file);
        new TarBlocks(output).Entry("././@LongLink", 'L', size: int.MaxValue);
        output.SetLength(3L << 30);
        return "oci-archive:" + file;
    }
}
