using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

/// <summary>A container that does what its script says; its ports are sockets of this machine's loopback.</summary>
internal sealed class ScriptedContainer : IRunningContainer
{
    private readonly Script _script;
    private readonly ContainerSpecification _specification;
    private readonly Action _ended;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly CancellationTokenSource _life = new();
    private readonly TaskCompletionSource<ContainerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<int, TcpListener> _listeners = [];
    private readonly List<LogLine> _log = [];
    private int _disposed;
    private bool _isEnding;

    public ScriptedContainer(Script script, ContainerSpecification specification, Action ended)
    {
        _script = script;
        _specification = specification;
        _ended = ended;
        string[] missing = [.. script.Demands.Where(d => !specification.Environment.ContainsKey(d))];
        if (missing.Length > 0)
        {
            Write($"Unhandled exception. System.InvalidOperationException: {missing[0]} is not set");
            End(TimeSpan.FromMilliseconds(30), 1);
            return;
        }

        foreach (string line in script.Log)
        {
            Write(line);
        }

        if (script.Ends is { } end)
        {
            End(end.After, end.Code);
        }

        foreach (int port in script.Ports)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _listeners[port] = listener;
            _ = ServeAsync(listener);
        }
    }

    public long UserId => 1000660000;

    public TimeSpan Elapsed => _clock.Elapsed;

    public ImmutableArray<LogLine> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public long LogLines => Log.Length;

    public Task<ContainerExit> Exit => _exit.Task;

    public Task<ContainerObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(new ContainerObservation(
        _script.Processes is { } processes ? [.. processes(Elapsed, _isEnding)] : [new ContainerProcess(1, 0, _specification.Command[0], string.Join(' ', _specification.Command))],
        Listens && !_isEnding ? [.. _script.Ports.Select(p => new ListeningSocket(_script.Address, p))] : [],
        _script.Memory,
        MemoryIsLimited: _specification.MemoryLimit is not null));

    public async Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken)
    {
        if (!Listens || !_listeners.TryGetValue(port, out TcpListener? listener) || (_script.Address == "127.0.0.1" && !loopback))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
        return client.GetStream();
    }

    public Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken) => Task.FromResult(_script.Execute(string.Join(' ', command)));

    public Task TerminateAsync(CancellationToken cancellationToken)
    {
        _isEnding = true;
        if (_script.Terminates is { } end)
        {
            Write("Application is shutting down...");
            End(end.After, end.Code);
        }

        return Task.CompletedTask;
    }

    public Task KillAsync(CancellationToken cancellationToken)
    {
        _exit.TrySetResult(new ContainerExit(_clock.Elapsed.TotalMilliseconds, 137, Killed: true));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<WrittenFile>?> WrittenAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<WrittenFile>?>([.. _script.Written(_clock.Elapsed)]);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _exit.TrySetResult(new ContainerExit(_clock.Elapsed.TotalMilliseconds, 137, Killed: true));
            _life.Cancel();
            foreach (TcpListener listener in _listeners.Values)
            {
                listener.Dispose();
            }

            _ended();
        }

        return ValueTask.CompletedTask;
    }

    private bool Listens => !_exit.Task.IsCompleted && _clock.Elapsed >= _script.ListensAfter;

    private void Write(string text)
    {
        var line = new LogLine(_clock.Elapsed.TotalMilliseconds, false, text);
        _specification.Heard?.Invoke(line);
        lock (_log)
        {
            _log.Add(line);
        }
    }

    private async void End(TimeSpan after, int code)
    {
        try
        {
            await Task.Delay(after, _life.Token);
            _exit.TrySetResult(new ContainerExit(_clock.Elapsed.TotalMilliseconds, code));
        }
        catch (OperationCanceledException)
        {
            // Killed before.
        }
    }

    private async Task ServeAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(_life.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                var text = new StringBuilder();
                byte[] buffer = new byte[8192];
                while (true)
                {
                    int read = await stream.ReadAsync(buffer, _life.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    if (buffer[0] == 0x16)
                    {
                        // A TLS handshake, to which Kestrel answers so.
                        await stream.WriteAsync(Encoding.UTF8.GetBytes(ScriptedRequest.Status(400)), _life.Token);
                        return;
                    }

                    text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                    string all = text.ToString();
                    int end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                    if (end < 0)
                    {
                        continue;
                    }

                    string[] lines = all[..end].Split("\r\n");
                    var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);
                    int length = headers.TryGetValue("Content-Length", out string? declared) ? int.Parse(declared, System.Globalization.CultureInfo.InvariantCulture) : 0;
                    if (all.Length - end - 4 < length)
                    {
                        continue;
                    }

                    string[] first = lines[0].Split(' ');
                    string answer = _script.Answer(new ScriptedRequest(first[0], first[1], headers, all[(end + 4)..], _specification.Name));
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _life.Token);
                    return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client, or the container, is gone.
            }
        }
    }
}
