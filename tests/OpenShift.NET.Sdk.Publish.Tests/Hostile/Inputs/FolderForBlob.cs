namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A folder where a layer belongs.</summary>
public sealed class FolderForBlob : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "is a folder where a file belongs";

    public override string Build(string folder)
    {
        var layout = new HostileLayout(folder);
        string argument = layout.Layer(static tar => tar.Entry("app/run")).Write();
        File.Delete(layout.PathOf(layout.Layers.Single()));
        Directory.CreateDirectory(layout.PathOf(layout.Layers.Single()));
        return argument;
    }
}
