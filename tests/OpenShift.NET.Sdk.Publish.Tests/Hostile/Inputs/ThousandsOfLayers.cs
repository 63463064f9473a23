namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Nine thousand layers, all of them the same.</summary>
public sealed class ThousandsOfLayers : HostileInput
{
    public override string? Code => "OSC0055";

    public override string Says => "layers, more than";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("app/run")).Again(8999).Write();
}
