using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>One stage of a publish, run by the build's session.</summary>
public abstract class StageTask : Microsoft.Build.Utilities.Task, ICancelableTask, IStageLog
{
    private static readonly string SessionKey = typeof(IPublishSession).FullName!;

    private readonly CancellationTokenSource _cancellation = new();

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        if (CreateRequest() is { } request)
        {
            Run(request with { WorkingDirectory = Environment.CurrentDirectory });
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>What is asked of the stage; <see langword="null"/> for nothing.</summary>
    protected abstract StageRequest? CreateRequest();

    /// <summary>Takes the outputs of a stage that has succeeded.</summary>
    protected virtual void Take(StageResult result)
    {
    }

    /// <inheritdoc/>
    void IStageLog.Message(StageImportance importance, string text) => Log.LogMessage(
        importance switch
        {
            StageImportance.High => MessageImportance.High,
            StageImportance.Normal => MessageImportance.Normal,
            _ => MessageImportance.Low,
        },
        "{0}",
        importance is StageImportance.Low ? PrintableText.Block(text) : PrintableText.Line(text));

    /// <inheritdoc/>
    void IStageLog.Diagnostic(Severity severity, string code, string text, SourceLocation? place)
    {
        SourceLocation where = place ?? new SourceLocation(BuildEngine.ProjectFileOfTaskNode);
        text = PrintableText.Line(text);
        where = where with { File = PrintableText.Line(where.File) };
        switch (severity)
        {
            case Severity.Error:
                Log.LogError(null, code, null, HelpPages.LinkTo(code), where.File, where.Line, where.Column, 0, 0, text);
                break;
            case Severity.Warning:
                Log.LogWarning(null, code, null, HelpPages.LinkTo(code), where.File, where.Line, where.Column, 0, 0, text);
                break;
            case Severity.Info:
                Log.LogMessage(null, code, null, where.File, where.Line, where.Column, 0, 0, MessageImportance.High, text);
                break;
            default:
                break;
        }
    }

    private void Run(StageRequest request)
    {
        var engine = BuildEngine as IBuildEngine4;
        var kept = engine?.GetRegisteredTaskObject(SessionKey, RegisteredTaskObjectLifetime.Build) as IPublishSession;
        if (kept is StageHost { HasEnded: true })
        {
            engine!.UnregisterTaskObject(SessionKey, RegisteredTaskObjectLifetime.Build);
            kept.Dispose();
            kept = null;
        }

        IPublishSession session = kept ?? StartSession();
        if (kept is null)
        {
            // The build engine disposes of what is registered at the build's end, also when it is cancelled.
            engine?.RegisterTaskObject(SessionKey, session, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }

        try
        {
            StageResult result = session.Run(request, this, _cancellation.Token);
            if (!Log.HasLoggedErrors)
            {
                Take(result);
            }
        }
        finally
        {
            if (engine is null)
            {
                session.Dispose();
            }
        }
    }

    private IPublishSession StartSession()
    {
        StageHost? host = StageHost.TryStart(out string? why);
        if (host is not null)
        {
            return host;
        }

        if (why is not null)
        {
            Log.LogMessage(MessageImportance.Low, "OpenShift: stages run inside the build: {0}", why);
        }

        return new PublishSession(new SessionOptions(SessionOptions.VersionOf(typeof(StageTask).Assembly), HelpPages.Folder));
    }
}
