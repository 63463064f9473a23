namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A docker archive whose manifest.json lists null.</summary>
public sealed class NothingInDockerArchive : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "a manifest.json that is none";

    public override string Build(string folder)
    {
        string file = Path.Combine(folder, "image.tar");
        using FileStream output = File.Create(file);
        var archive = new TarBlocks(output);
        archive.Entry("manifest.json", content: "[null]"u8).End();
        return "docker-archive:" + file;
    }
}
