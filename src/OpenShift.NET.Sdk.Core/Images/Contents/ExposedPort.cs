using System.Globalization;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>One key of <c>ExposedPorts</c>: <c>port[/protocol]</c> (OCI image-spec, config.md, "ExposedPorts").</summary>
/// <param name="Text">The key as written.</param>
/// <param name="Number">1 to 65535; 0 when the key is invalid.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>sctp</c>; <c>tcp</c> when the key names none.</param>
/// <param name="Problem">What is wrong with the key, a predicate that follows it; <see langword="null"/> when it is valid.</param>
public sealed record ExposedPort(string Text, int Number, string Protocol, string? Problem)
{
    /// <summary>Reads a key.</summary>
    public static ExposedPort Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        ReadOnlySpan<char> number = slash < 0 ? text : text.AsSpan(0, slash);
        string protocol = slash < 0 ? "tcp" : text[(slash + 1)..];
        if (protocol is not ("tcp" or "udp" or "sctp"))
        {
            return new ExposedPort(text, 0, protocol, protocol.Length == 0 ? "names no protocol after '/'" : $"has the protocol '{protocol}', which is none of tcp, udp and sctp");
        }

        return number.Length is > 0 and < 10 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? port is >= 1 and <= 65535 ? new ExposedPort(text, port, protocol, null) : new ExposedPort(text, 0, protocol, "is not between 1 and 65535")
            : new ExposedPort(text, 0, protocol, $"has '{number}' where a port number belongs");
    }

    /// <summary>Port and protocol in full, for example <c>8080/tcp</c>; the key itself when it is invalid.</summary>
    public override string ToString() => Problem is null ? FormattableString.Invariant($"{Number}/{Protocol}") : Text;
}
