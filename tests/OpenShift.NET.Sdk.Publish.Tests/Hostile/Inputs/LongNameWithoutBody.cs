namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A docker archive of one header that says a name of 2 GB follows (GNU tar).</summary>
public sealed class LongNameWithoutBody : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "an extended header says it has 2147483647 bytes";

    public override string Build(string folder)
    {
        string file = Path.Combine(folder, "image.tar");
        using FileStream output = File.Create(file);
        new TarBlocks(output).Entry("././@LongLink", 'L', size: int.MaxValue);
        return "docker-archive:" + file;
    }
}
