namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A configuration with a variable that is null.</summary>
public sealed class VariableIsNull : HostileInput
{
    public override string? Code => "OSC0045";

    public override string Says => "entry 1 of Env is null";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("app/run")).Write(static (_, config) => config["config"]!["Env"] = new System.Text.Json.Nodes.JsonArray([null]));
}
