using System.Net;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>A port that the forwarder listens on in its network, and what it hands the connections to: a port in the network of another forwarder.</summary>
/// <param name="Listen">Where it listens.</param>
/// <param name="Target">Address and port in the other network.</param>
/// <param name="Socket">Path of the other forwarder's socket.</param>
internal sealed record ForwardedLink(IPEndPoint Listen, IPEndPoint Target, string Socket)
{
    /// <summary>The link as an argument of the forwarder: <c>127.0.0.2:5432=10.88.0.3:5432@/run/db/net</c>.</summary>
    public override string ToString() => $"{Listen}={Target}@{Socket}";

    /// <summary>Reads such an argument.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ForwardedLink Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return equals > 0 && at > equals && at < text.Length - 1
            && IPEndPoint.TryParse(text.AsSpan(0, equals), out IPEndPoint? listen)
            && IPEndPoint.TryParse(text.AsSpan(equals + 1, at - equals - 1), out IPEndPoint? target)
            ? new ForwardedLink(listen, target, text[(at + 1)..])
            : throw new FormatException($"'{text}' is no link (ADDRESS:PORT=ADDRESS:PORT@SOCKET)");
    }
}
