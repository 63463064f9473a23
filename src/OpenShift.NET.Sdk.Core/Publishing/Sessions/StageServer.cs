using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>Runs the stages a build in another process asks for, until that build is over.</summary>
/// <param name="session">Runs them.</param>
public sealed class StageServer(IPublishSession session)
{
    /// <summary>The next thing is a request.</summary>
    internal const byte Run = 1;

    /// <summary>The running stage is to be cancelled.</summary>
    internal const byte Cancel = 2;

    /// <summary>Serves until the input ends, as it does with the build, however that ends; a running stage is then cancelled and waited for.</summary>
    public void Serve(Stream input, Stream output)
    {
        using var reader = new BinaryReader(input, StageWire.Encoding, leaveOpen: true);

        // Every frame is flushed; disposing would only try to flush what nobody reads any more.
        var writer = new BinaryWriter(new BufferedStream(output), StageWire.Encoding);
        writer.Write(StageWire.Greeting);
        writer.Flush();
        var cancellation = new CancellationTokenSource();
        Task running = Task.CompletedTask;
        try
        {
            for (int frame = input.ReadByte(); frame >= 0; frame = input.ReadByte())
            {
                if (frame == Cancel)
                {
                    cancellation.Cancel();
                    continue;
                }

                StageRequest request = StageWire.ReadRequest(reader);
                running.Wait();
                cancellation.Dispose();
                cancellation = new CancellationTokenSource();
                CancellationToken token = cancellation.Token;
                running = Task.Run(() => Answer(request, writer, token), CancellationToken.None);
            }
        }
        catch (EndOfStreamException)
        {
            // The build ended while it was asking.
        }
        finally
        {
            cancellation.Cancel();
            running.Wait();
            cancellation.Dispose();
        }
    }

    private void Answer(StageRequest request, BinaryWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            if (request.WorkingDirectory.Length > 0)
            {
                Environment.CurrentDirectory = request.WorkingDirectory;
            }

            StageResult result = session.Run(request, new Log(writer), cancellationToken);
            lock (writer)
            {
                StageWire.WriteResult(writer, result);
                writer.Flush();
            }
        }
        catch (IOException)
        {
            // The build is gone, and with it whoever could be told.
        }
    }

    private sealed class Log(BinaryWriter writer) : IStageLog
    {
        public void Message(StageImportance importance, string text)
        {
            lock (writer)
            {
                StageWire.WriteMessage(writer, importance, text);
                writer.Flush();
            }
        }

        public void Diagnostic(Severity severity, string code, string text, SourceLocation? place)
        {
            lock (writer)
            {
                StageWire.WriteDiagnostic(writer, severity, code, text, place);
                writer.Flush();
            }
        }
    }
}
