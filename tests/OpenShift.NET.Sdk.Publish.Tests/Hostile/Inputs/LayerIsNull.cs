namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A manifest whose only layer is null.</summary>
public sealed class LayerIsNull : HostileInput
{
    public override string? Code => "OSC0045";

    public override string Says => "layer 1 is null";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("app/run")).Write(static (manifest, _) => manifest["layers"] = new System.Text.Json.Nodes.JsonArray([null]));
}
