using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>Reads <c>/proc/PID/net/tcp</c> and <c>tcp6</c>, the TCP sockets of a network namespace (proc_pid_net(5)).</summary>
internal static class ListeningSockets
{
    private const string Listening = "0A";

    /// <summary>The sockets that are listened on. Lines that are none are passed over.</summary>
    public static ImmutableArray<ListeningSocket> Read(string table)
    {
        ImmutableArray<ListeningSocket>.Builder sockets = ImmutableArray.CreateBuilder<ListeningSocket>();
        foreach (string line in table.Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, _, Listening, ..]
                && local.LastIndexOf(':') is > 0 and int colon
                && AddressOf(local.AsSpan(0, colon)) is { } address
                && int.TryParse(local.AsSpan(colon + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int port))
            {
                sockets.Add(new ListeningSocket(address.ToString(), port));
            }
        }

        return sockets.ToImmutable();
    }

    // Words of 32 bits as the machine has them in memory, each written as a number.
    private static IPAddress? AddressOf(ReadOnlySpan<char> hex)
    {
        if (hex.Length is not (8 or 32))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[hex.Length / 2];
        for (int word = 0; word < bytes.Length; word += 4)
        {
            if (!uint.TryParse(hex.Slice(word * 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
            {
                return null;
            }

            MemoryMarshal.Write(bytes[word..], value);
        }

        return new IPAddress(bytes);
    }
}
