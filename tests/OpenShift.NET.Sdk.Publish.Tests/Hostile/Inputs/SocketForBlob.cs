using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A socket where a layer belongs.</summary>
public sealed class SocketForBlob : HostileInput
{
    public override string? Code => "OSC0043";

    public override string Says => "is a pipe, a socket or a device";

    public override string Build(string folder)
    {
        var layout = new HostileLayout(folder);
        string argument = layout.Layer(static tar => tar.Entry("app/run")).Write();
        string path = layout.PathOf(layout.Layers.Single());
        File.Delete(path);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        // The path of a socket has 108 bytes at most.
        string near = Path.Combine(Path.GetTempPath(), "s" + Guid.NewGuid().ToString("N")[..8]);
        socket.Bind(new UnixDomainSocketEndPoint(near));
        File.Move(near, path);
        return argument;
    }
}
