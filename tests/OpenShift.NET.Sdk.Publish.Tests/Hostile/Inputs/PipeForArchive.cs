using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A pipe where an archive belongs.</summary>
public sealed class PipeForArchive : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "is a pipe or a device";

    public override string Build(string folder)
    {
        string file = Path.Combine(folder, "image.tar");
        Command.Run("mkfifo", file).MustSucceed();
        return "docker-archive:" + file;
    }
}
