using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

/// <summary>As much of an HTTP/2 server without TLS (RFC 9113) as answers one gRPC health check.</summary>
internal sealed class GrpcHealthServer : IRunningContainer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte? _status;

    /// <param name="status">The serving status; <see langword="null"/> for a server without the service.</param>
    public GrpcHealthServer(byte? status)
    {
        _status = status;
        _listener.Start();
    }

    /// <summary>The message of the request.</summary>
    public byte[] Request { get; private set; } = [];

    public long UserId => 0;

    public TimeSpan Elapsed => TimeSpan.Zero;

    public ImmutableArray<LogLine> Log => [];

    public long LogLines => 0;

    public Task<ContainerExit> Exit { get; } = new TaskCompletionSource<ContainerExit>().Task;

    public async Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, cancellationToken);
        _ = ServeAsync(await _listener.AcceptTcpClientAsync(cancellationToken));
        return client.GetStream();
    }

    public Task<ContainerObservation> ObserveAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task TerminateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task KillAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<WrittenFile>?> WrittenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            NetworkStream stream = connection.GetStream();
            byte[] preface = new byte[24];
            await stream.ReadExactlyAsync(preface);
            await WriteAsync(stream, 4, 0, 0, []);
            byte[] head = new byte[9];
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                byte[] body = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await stream.ReadExactlyAsync(body);
                if (head[3] == 4 && head[4] == 0)
                {
                    await WriteAsync(stream, 4, 1, 0, []);
                }

                bool isData = head[3] == 0;
                Request = isData ? [.. Request, .. body] : Request;
                if (isData && (head[4] & 1) != 0)
                {
                    break;
                }
            }

            // HPACK (RFC 7541): ":status: 200" is indexed, others are literal.
            byte[] headers = [0x88, .. Literal("content-type", "application/grpc")];
            if (_status is { } status)
            {
                await WriteAsync(stream, 1, 4, 1, headers);
                await WriteAsync(stream, 0, 0, 1, [0, 0, 0, 0, 2, 8, status]);
                await WriteAsync(stream, 1, 5, 1, Literal("grpc-status", "0"));
            }
            else
            {
                await WriteAsync(stream, 1, 5, 1, [.. headers, .. Literal("grpc-status", "12")]);
            }

            // Until the client has read it.
            await stream.CopyToAsync(Stream.Null);
        }
    }

    private static byte[] Literal(string name, string value) => [0, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), (byte)value.Length, .. System.Text.Encoding.ASCII.GetBytes(value)];

    private static async Task WriteAsync(Stream stream, byte type, byte flags, byte id, byte[] body) =>
        await stream.WriteAsync((byte[])[0, 0, (byte)body.Length, type, flags, 0, 0, 0, id, .. body]);
}
