namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A configuration of 8 MB, nearly all of it labels.</summary>
public sealed class ManyLabels : HostileInput
{
    public override string? Code => "OSC0045";

    public override string Says => "labels, more than";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("app/run")).Write(static (_, config) =>
        {
            var labels = new System.Text.Json.Nodes.JsonObject();
            for (int i = 0; i < 500_000; i++)
            {
                labels[FormattableString.Invariant($"{i}")] = "";
            }

            config["config"]!["Labels"] = labels;
        });
}
