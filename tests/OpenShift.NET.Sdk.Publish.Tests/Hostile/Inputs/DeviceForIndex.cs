namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A link to a device without end where index.json belongs.</summary>
public sealed class DeviceForIndex : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "is a pipe, a socket or a device";

    public override string Build(string folder)
    {
        string argument = new HostileLayout(folder).Layer(static tar => tar.Entry("app/run")).Write();
        File.Delete(Path.Combine(folder, "index.json"));
        File.CreateSymbolicLink(Path.Combine(folder, "index.json"), "/dev/zero");
        return argument;
    }
}
