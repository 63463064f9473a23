namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Ninety thousand symbolic links in a docker archive, each to the next, the last to the configuration.</summary>
public sealed class LinkChainInArchive : HostileInput
{
    public override string Build(string folder)
    {
        var layout = new HostileLayout(Path.Combine(folder, "layout"));
        string file = Path.Combine(folder, "image.tar");
        layout.Layer(static tar => tar.Entry("app/run")).Write();
        using FileStream output = File.Create(file);
        var archive = new TarBlocks(output);
        archive.Entry("manifest.json", content: "[{\"Config\":\"l0\",\"Layers\":[\"layer.tar\"],\"RepoTags\":[\"a/b:1\"]}]"u8);
        for (int i = 0; i < 90_000; i++)
        {
            archive.Entry(FormattableString.Invariant($"l{i}"), '2', link: FormattableString.Invariant($"l{i + 1}"));
        }

        archive.Entry("l90000", content: System.Text.Encoding.UTF8.GetBytes(layout.Config.ToJsonString()));
        archive.Entry("layer.tar", content: TarBlocks.Of(static tar => tar.Entry("app/run")));
        archive.End();
        return "docker-archive:" + file;
    }
}
