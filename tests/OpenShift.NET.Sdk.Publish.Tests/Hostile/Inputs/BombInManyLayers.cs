namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Three hundred layers that unpack to 64 MB each: none of them is large.</summary>
public sealed class BombInManyLayers : HostileInput
{
    public override string? Code => "OSC0055";

    public override string Says => "times its size";

    public override string Build(string folder)
    {
        var layout = new HostileLayout(folder);
        byte[] zeros = new byte[64 << 20];
        for (int i = 0; i < 300; i++)
        {
            // Only the first bytes differ.
            BitConverter.TryWriteBytes(zeros, i);
            layout.Layer(tar => tar.Entry("app/run", content: zeros.AsSpan(0, 1 << 20)).Entry("app/zeros", size: 60L << 20).Raw(zeros.AsSpan(0, 60 << 20)));
        }

        return layout.Write();
    }
}
