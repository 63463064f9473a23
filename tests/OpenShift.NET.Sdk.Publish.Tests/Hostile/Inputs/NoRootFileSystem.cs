namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A configuration that says nothing of the layers the manifest has.</summary>
public sealed class NoRootFileSystem : HostileInput
{
    public override string? Code => "OSC0045";

    public override string Says => "names 0 layers in rootfs";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar => tar.Entry("app/run")).Write(static (_, config) => config.Remove("rootfs"));
}
