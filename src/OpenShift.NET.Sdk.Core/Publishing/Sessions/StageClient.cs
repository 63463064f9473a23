namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>The build's side of a conversation with a <see cref="StageServer"/>.</summary>
public sealed class StageClient : IDisposable
{
    private readonly Lock _sending = new();
    private readonly BinaryReader _reader;
    private readonly BinaryWriter _writer;

    /// <summary>Takes part in a conversation whose streams it owns from now on.</summary>
    /// <param name="input">What the server says.</param>
    /// <param name="output">What it hears.</param>
    public StageClient(Stream input, Stream output)
    {
        _reader = new BinaryReader(new BufferedStream(input), StageWire.Encoding);
        _writer = new BinaryWriter(new BufferedStream(output), StageWire.Encoding);
    }

    /// <summary>Whether the other side is a stage server of the same build.</summary>
    /// <exception cref="IOException">It is gone, or was never there.</exception>
    public bool IsGreeted()
    {
        try
        {
            return _reader.ReadString() == StageWire.Greeting;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Has a stage run to its end.</summary>
    /// <exception cref="IOException">The server ended before the stage did.</exception>
    /// <exception cref="InvalidDataException">The server says what no stage server says.</exception>
    public StageResult Run(StageRequest request, IStageLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(log);
        lock (_sending)
        {
            _writer.Write(StageServer.Run);
            StageWire.Write(_writer, request);
            _writer.Flush();
        }

        using CancellationTokenRegistration registration = cancellationToken.Register(Cancel);
        return StageWire.ReadToResult(_reader, log);
    }

    /// <summary>Ends the conversation; the server ends by itself.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // Already gone.
        }

        _reader.Dispose();
    }

    private void Cancel()
    {
        try
        {
            lock (_sending)
            {
                _writer.Write(StageServer.Cancel);
                _writer.Flush();
            }
        }
        catch (IOException)
        {
            // Run finds out by itself that the server is gone.
        }
    }
}
