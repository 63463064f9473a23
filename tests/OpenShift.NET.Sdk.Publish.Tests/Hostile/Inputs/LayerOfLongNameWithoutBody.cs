namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A layer of one header that says a name of 2 GB follows.</summary>
public sealed class LayerOfLongNameWithoutBody : HostileInput
{
    public override string? Code => "OSC0046";

    public override string Says => "an extended header says it has 2147483647 bytes";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("././@LongLink", 'L', size: int.MaxValue)).Write();
}
