using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A pipe where index.json belongs.</summary>
public sealed class PipeForIndex : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "is a pipe, a socket or a device";

    public override string Build(string folder)
    {
        var layout = new HostileLayout(folder);
        string argument = layout.Layer(static tar => tar.Entry("app/run")).Write();
        File.Delete(Path.Combine(folder, "index.json"));
        Command.Run("mkfifo", Path.Combine(folder, "index.json")).MustSucceed();
        return argument;
    }
}
