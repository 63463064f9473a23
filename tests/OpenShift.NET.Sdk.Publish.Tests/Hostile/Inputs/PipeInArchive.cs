namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>An OCI archive whose layer is a pipe among the entries of the tar.</summary>
public sealed class PipeInArchive : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "lacks blob";

    public override string Build(string folder)
    {
        var layout = new HostileLayout(Path.Combine(folder, "layout"));
        layout.Layer(static tar => tar.Entry("app/run")).Write();
        string file = Path.Combine(folder, "image.tar");
        using FileStream output = File.Create(file);
        var archive = new TarBlocks(output);
        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "layout"), "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(Path.Combine(folder, "layout"), path);
            bool layer = Path.GetFileName(path) == layout.Layers.Single();
            archive.Entry(name, layer ? '6' : '0', layer ? default : File.ReadAllBytes(path));
        }

        archive.End();
        return "oci-archive:" + file;
    }
}
