using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A pipe where a layer belongs: opening it waits for somebody to write.</summary>
public sealed class PipeForBlob : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "is a pipe, a socket or a device";

    public override string Build(string folder)
    {
        var layout = new HostileLayout(folder);
        string argument = layout.Layer(static tar => tar.Entry("app/run")).Write();
        File.Delete(layout.PathOf(layout.Layers.Single()));
        Command.Run("mkfifo", layout.PathOf(layout.Layers.Single())).MustSucceed();
        return argument;
    }
}
