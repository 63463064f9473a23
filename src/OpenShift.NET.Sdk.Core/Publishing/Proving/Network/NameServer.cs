using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>
/// Answers for the few names that a run knows and says of every other one at once that there is none, as a cluster's name server does (RFC 1035). Without it a
/// resolver would wait for an answer that cannot come, musl's for ten seconds.
/// </summary>
internal static class NameServer
{
    private const int HeaderSize = 12;
    private const ushort TypeA = 1;
    private const ushort ClassIn = 1;

    /// <summary>The port resolvers ask.</summary>
    public const int Port = 53;

    /// <summary>Answers until it is cancelled.</summary>
    public static async Task RunAsync(Socket socket, ImmutableDictionary<string, IPAddress> names, CancellationToken cancellationToken)
    {
        byte[] query = new byte[512];
        var any = new IPEndPoint(IPAddress.Any, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(query, SocketFlags.None, any, cancellationToken).ConfigureAwait(false);
                if (Answer(query.AsSpan(0, received.ReceivedBytes), names) is { } answer)
                {
                    await socket.SendToAsync(answer, SocketFlags.None, received.RemoteEndPoint, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (SocketException)
            {
                // Who asked is gone.
            }
        }
    }

    /// <summary>The answer to a query; <see langword="null"/> when it is none.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> query, ImmutableDictionary<string, IPAddress> names)
    {
        // One question, and a query at all (RFC 1035, 4.1.1).
        if (query.Length < HeaderSize || (query[2] & 0x80) != 0 || BinaryPrimitives.ReadUInt16BigEndian(query[4..]) != 1 || Question(query[HeaderSize..], out string name) is not { } length)
        {
            return null;
        }

        ReadOnlySpan<byte> question = query.Slice(HeaderSize, length);
        bool isKnown = names.TryGetValue(name, out IPAddress? address);
        bool hasAddress = isKnown && BinaryPrimitives.ReadUInt16BigEndian(question[^4..]) == TypeA && BinaryPrimitives.ReadUInt16BigEndian(question[^2..]) == ClassIn;
        byte[] answer = new byte[HeaderSize + length + (hasAddress ? 16 : 0)];
        query[..2].CopyTo(answer);
        answer[2] = (byte)(0x84 | (query[2] & 1));
        answer[3] = (byte)(0x80 | (isKnown ? 0 : 3));
        answer[5] = 1;
        answer[7] = (byte)(hasAddress ? 1 : 0);
        question.CopyTo(answer.AsSpan(HeaderSize));
        if (hasAddress)
        {
            Span<byte> record = answer.AsSpan(HeaderSize + length);
            BinaryPrimitives.WriteUInt16BigEndian(record, 0xC000 | HeaderSize);
            BinaryPrimitives.WriteUInt16BigEndian(record[2..], TypeA);
            BinaryPrimitives.WriteUInt16BigEndian(record[4..], ClassIn);
            BinaryPrimitives.WriteUInt16BigEndian(record[10..], 4);
            _ = address!.TryWriteBytes(record[12..], out _);
        }

        return answer;
    }

    // Labels without compression, then type and class (4.1.2).
    private static int? Question(ReadOnlySpan<byte> rest, out string name)
    {
        var text = new StringBuilder();
        name = "";
        for (int at = 0; at < rest.Length;)
        {
            int label = rest[at++];
            if (label == 0)
            {
                name = text.ToString();
                return at + 4 <= rest.Length ? at + 4 : null;
            }

            if (label > 63 || at + label > rest.Length)
            {
                return null;
            }

            text.Append(text.Length == 0 ? "" : ".").Append(Encoding.ASCII.GetString(rest.Slice(at, label)));
            at += label;
        }

        return null;
    }
}
