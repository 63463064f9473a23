namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A layer of one header that says a file of 2 TB follows.</summary>
public sealed class FileLongerThanItsLayer : HostileInput
{
    public override string? Code => "OSC0046";

    public override string Says => "is truncated";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("app/run", size: 2L << 40)).Write();
}
