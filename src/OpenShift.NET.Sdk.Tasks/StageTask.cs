using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>One stage of a publish, run by the build's session.</summary>
public abstract class StageTask : Microsoft.Build.Utilities.Task, ICancelableTask, IStageLog
{
    private static readonly string SessionKey = typeof(IPublishSession).FullName!;

    private const string LockExtension = ".openshift.lock";
    private const long TellMilliseconds = 30_000;
    private const int PollMilliseconds = 200;

    private readonly CancellationTokenSource _cancellation = new();

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        using IDisposable? watch = Watch();
        if (CreateRequest() is { } request)
        {
            Run(request with { WorkingDirectory = Environment.CurrentDirectory });
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>What is asked of the stage; <see langword="null"/> for nothing.</summary>
    protected abstract StageRequest? CreateRequest();

    /// <summary>What is there as long as the stage runs; <see langword="null"/> for nothing.</summary>
    protected virtual IDisposable? Watch() => null;

    /// <summary>Shows a line of the stage.</summary>
    protected virtual void Tell(StageImportance importance, string text) => Log.LogMessage(
        importance switch
        {
            StageImportance.High => MessageImportance.High,
            StageImportance.Normal => MessageImportance.Normal,
            _ => MessageImportance.Low,
        },
        "{0}",
        text);

    /// <summary>Takes the outputs of a stage that has succeeded.</summary>
    protected virtual void Take(StageResult result)
    {
    }

    /// <inheritdoc/>
    void IStageLog.Message(StageImportance importance, string text) => Tell(importance, importance is StageImportance.Low ? PrintableText.Block(text) : PrintableText.Line(text));

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
                Log.LogMessage(null, code, null, where.File, where.Line, where.Column, 0, 0, ToolCodes.IsHint(code) ? MessageImportance.Low : MessageImportance.High, text);
                break;
            default:
                break;
        }
    }

    private void Run(StageRequest request)
    {
        var engine = BuildEngine as IBuildEngine4;
        var kept = engine?.GetRegisteredTaskObject(SessionKey, RegisteredTaskObjectLifetime.Build) as IPublishSession;
        if (kept is StagesProgram { HasEnded: true })
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
            if (result.IsBusy)
            {
                WaitForOthers(session, request);
            }

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

    // What the other publish does on this very node goes on meanwhile, or neither would ever end.
    private void WaitForOthers(IPublishSession session, StageRequest request)
    {
        string what = NameOf(request.LockFile);
        string holder = PublishHolder.Read(request.LockFile) is { } known ? $" ({known})" : "";
        Log.LogMessage(MessageImportance.High, "{0}", PrintableText.Line($"OpenShift: another publish of {what} runs{holder}; this one waits for its end ({request.LockFile})"));
        long start = Environment.TickCount64;
        long told = start;
        var patience = new PublishPatience(request.LockFile, start);
        StageResult result;
        do
        {
            BuildEngine3.Yield();
            bool cancelled = _cancellation.Token.WaitHandle.WaitOne(PollMilliseconds);
            BuildEngine3.Reacquire();
            long now = Environment.TickCount64;
            if (cancelled)
            {
                Log.LogError(null, ToolCodes.Cancelled, null, HelpPages.LinkTo(ToolCodes.Cancelled), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "The publish was cancelled while it waited for another one. Nothing was written or delivered.");
                return;
            }

            if (patience.IsOver(now))
            {
                Log.LogError(null, ToolCodes.AnotherPublish, null, HelpPages.LinkTo(ToolCodes.AnotherPublish), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, $"Another publish of {what}{holder} holds '{request.LockFile}' and has shown no progress for {PublishPatience.Minutes} minutes. Wait for it or end it, or give each publish folders of its own with '--artifacts-path'.");
                return;
            }

            if (now - told > TellMilliseconds)
            {
                told = now;
                Log.LogMessage(MessageImportance.High, "OpenShift: still waiting for another publish of {0}, for {1} s now", what, (now - start) / 1000);
            }

            result = session.Run(request, this, _cancellation.Token);
        }
        while (result.IsBusy);
    }

    // Shop.csproj.openshift.lock, of a solution Shop.openshift.lock
    private static string NameOf(string lockFile) => Path.GetFileName(lockFile) is var name && name.EndsWith(LockExtension, StringComparison.Ordinal) ? name[..^LockExtension.Length] : "this project";

    private IPublishSession StartSession()
    {
        StagesProgram? program = StagesProgram.TryStart(out string? why);
        if (program is not null)
        {
            return program;
        }

        if (why is not null)
        {
            Log.LogMessage(MessageImportance.Low, "OpenShift: stages run inside the build: {0}", why);
        }

        return new PublishSession(new SessionOptions(SessionOptions.VersionOf(typeof(StageTask).Assembly), HelpPages.Folder));
    }
}
