using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>
/// Ports of this machine's loopback interface that lead to a container, whatever it runs in. They stay open while one container takes the place of another: who calls meanwhile waits.
/// </summary>
internal sealed class MachinePorts : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly CancellationTokenSource _life = new();
    private volatile IProbedContainer? _container;
    private volatile bool _isReady;

    private MachinePorts()
    {
    }

    /// <summary>The mappings, with the ports of this machine as they are.</summary>
    public ImmutableArray<PortMapping> Mappings { get; private set; } = [];

    /// <summary>Listens.</summary>
    /// <param name="mappings">What leads where.</param>
    /// <param name="sharesNetwork">Whether the container has this machine's network: the same port on both sides is then the container's own to listen on.</param>
    /// <exception cref="OpenShiftException">OSC0065: a port is taken, or may not be listened on.</exception>
    public static MachinePorts Open(ImmutableArray<PortMapping> mappings, bool sharesNetwork)
    {
        var ports = new MachinePorts();
        try
        {
            ports.Mappings = [.. mappings.Select(m => sharesNetwork && m.Machine == m.Container ? m : m with { Machine = ports.Listen(m) })];
            return ports;
        }
        catch
        {
            ports.Close();
            throw;
        }
    }

    /// <summary>Leads to a container from now on; to none for <see langword="null"/>.</summary>
    public void LeadTo(IProbedContainer? container)
    {
        _isReady = false;
        _container = container;
    }

    /// <summary>The container that is led to is ready: what it refuses now, it refuses.</summary>
    public void Ready() => _isReady = true;

    public async ValueTask DisposeAsync()
    {
        Close();
        await Task.WhenAll(_accepting).ConfigureAwait(false);
        _life.Dispose();
    }

    private void Close()
    {
        _life.Cancel();
        _listeners.ForEach(static l => l.Dispose());
    }

    private int Listen(PortMapping mapping)
    {
        int port = Bind(IPAddress.Loopback, mapping.Machine, mapping);

        // Browsers try localhost's address of IPv6 first, and do without where there is none.
        try
        {
            _ = Bind(IPAddress.IPv6Loopback, port, mapping);
        }
        catch (OpenShiftException e) when (e.InnerException is SocketException { SocketErrorCode: not SocketError.AddressAlreadyInUse } || mapping.Machine == 0)
        {
            // This machine has no such address, or that of IPv4 alone was free.
        }

        return port;

        int Bind(IPAddress address, int number, PortMapping asked)
        {
            Socket? listener = null;
            try
            {
                listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(address, number));
                listener.Listen();
            }
            catch (SocketException e)
            {
                listener?.Dispose();
                throw Failure(asked, e);
            }

            _listeners.Add(listener);
            _accepting.Add(AcceptAsync(listener, asked.Container));
            return ((IPEndPoint)listener.LocalEndPoint!).Port;
        }
    }

    private static OpenShiftException Failure(PortMapping mapping, SocketException cause) => new(
        ToolCodes.RunFailed,
        FormattableString.Invariant($"Port {mapping.Machine} of this machine, which is to lead to port {mapping.Container} of the container, {(cause.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use" : $"cannot be listened on: {cause.Message.TrimEnd('.')}")}"),
        FormattableString.Invariant($"End the program that has it, or lead another port there: OpenShiftRunPorts=0:{mapping.Container} (openshift-image run --port 0:{mapping.Container}) takes one that is free."),
        innerException: cause);

    private async Task AcceptAsync(Socket listener, int port)
    {
        while (true)
        {
            try
            {
                Socket client = await listener.AcceptAsync(_life.Token).ConfigureAwait(false);
                _ = ServeAsync(client, port);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client went before it was heard, or there are too many.
                await Task.Delay(Period).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket client, int port)
    {
        using var own = new NetworkStream(client, ownsSocket: true);
        client.NoDelay = true;
        try
        {
            using Stream? other = await ConnectAsync(port).ConfigureAwait(false);
            if (other is null)
            {
                client.LingerState = new LingerOption(true, 0);
                return;
            }

            Task up = CopyAsync(own, other);
            await CopyAsync(other, own).ConfigureAwait(false);
            if (!up.IsCompleted)
            {
                // The container has said all it will.
                client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two is gone.
        }
    }

    private async Task<Stream?> ConnectAsync(int port)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            bool isLast = _isReady || Stopwatch.GetElapsedTime(start) > Patience;
            try
            {
                if (_container is { } container)
                {
                    return await container.ConnectAsync(port, loopback: false, _life.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is SocketException or IOException or OpenShiftException or ObjectDisposedException)
            {
                // Not yet, or no more.
            }

            if (isLast)
            {
                return null;
            }

            await Task.Delay(Period, _life.Token).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(Stream from, Stream to)
    {
        try
        {
            await from.CopyToAsync(to, 32 * 1024, _life.Token).ConfigureAwait(false);
            if (to is NetworkStream network)
            {
                network.Socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Who broke off is broken off with.
            await from.DisposeAsync().ConfigureAwait(false);
            await to.DisposeAsync().ConfigureAwait(false);
        }
    }
}
