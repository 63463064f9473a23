namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A docker archive of one header that says a PAX header of 8 GB follows.</summary>
public sealed class ExtendedHeaderWithoutBody : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "an extended header says it has 8589934592 bytes";

    public override string Build(string folder)
    {
        string file = Path.Combine(folder, "image.tar");
        using FileStream output = File.Create(file);
        new TarBlocks(output).Entry("pax", 'x', size: 8L << 30);
        return "docker-archive:" + file;
    }
}
