using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>One stage of a publish: cancellation, and failures as coded MSBuild errors.</summary>
public abstract class StageTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    // What Describe wrote is read by three stages of the same process; a file with other bytes is read anew.
    private static readonly ConcurrentDictionary<string, (byte[] Bytes, ProjectFacts Facts)> Described = new(StringComparer.Ordinal);

    private readonly CancellationTokenSource _cancellation = new();

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        // Formatting in a user's culture would give other bytes on another machine.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            ExecuteAsync(_cancellation.Token).GetAwaiter().GetResult();
        }
        catch (OpenShiftException e)
        {
            LogError(e.Code, e.Message, e.Place);
            if (e.InnerException is not null)
            {
                Log.LogMessage(MessageImportance.Low, "{0}", e.InnerException.GetType().FullName + ": " + e.InnerException.Message);
            }
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            LogError(ToolCodes.Cancelled, "The publish was cancelled. Nothing more is written or delivered.", null);
        }
        catch (Exception e)
        {
            LogError(ToolCodes.Unexpected, $"OpenShift.NET.Sdk failed in {GetType().Name}: {e.GetType().Name}. This is a defect of OpenShift.NET.Sdk: report it with a detailed build log, which holds the stack trace.", null);
            Log.LogMessage(MessageImportance.Low, "{0}", e.ToString());
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the stage's work.</summary>
    /// <exception cref="OpenShiftException">The user can do something about it; becomes an MSBuild error.</exception>
    protected abstract System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken);

    /// <summary>Reads a facts file.</summary>
    protected ProjectFacts ReadFacts(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            ProjectFacts facts = Described.TryGetValue(path, out (byte[] Bytes, ProjectFacts Facts) known) && known.Bytes.AsSpan().SequenceEqual(bytes)
                ? known.Facts
                : FactsJson.Read(bytes, path);
            ProjectFile = facts.Identity.ProjectFile;
            return facts;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidFacts, $"'{path}' cannot be read", "Publish again; the target OpenShiftDescribe writes it.", innerException: e);
        }
    }

    /// <summary>Spares the later stages the parsing of a facts file.</summary>
    protected static void Remember(string path, byte[] bytes, ProjectFacts facts) => Described[path] = (bytes, facts);

    /// <summary>Leaves something for a later stage of this build. What no stage takes over, the build engine disposes of at the build's end.</summary>
    protected void HandOn<T>(string facts, T? work)
        where T : class, IDisposable
    {
        TakeOver<T>(facts)?.Dispose();
        if (work is not null && BuildEngine is IBuildEngine4 engine)
        {
            engine.RegisterTaskObject(KeyOf<T>(facts), work, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }
    }

    /// <summary>Takes over what an earlier stage left; <see langword="null"/> when there is nothing.</summary>
    protected T? TakeOver<T>(string facts)
        where T : class, IDisposable =>
        (BuildEngine as IBuildEngine4)?.UnregisterTaskObject(KeyOf<T>(facts), RegisteredTaskObjectLifetime.Build) as T;

    private static string KeyOf<T>(string facts) => typeof(T).FullName + "|" + facts;

    /// <summary>Logs an error at a place of the user's sources, at the project when none is known.</summary>
    protected void LogError(string code, string message, SourceLocation? place)
    {
        SourceLocation where = place ?? ProjectPlace;
        Log.LogError(null, code, null, HelpPages.LinkTo(code), where.File, where.Line, where.Column, 0, 0, message);
    }

    /// <summary>Logs a warning at a place of the user's sources, at the project when none is known.</summary>
    protected void LogWarning(string code, string message, SourceLocation? place)
    {
        SourceLocation where = place ?? ProjectPlace;
        Log.LogWarning(null, code, null, HelpPages.LinkTo(code), where.File, where.Line, where.Column, 0, 0, message);
    }

    /// <summary>Logs a coded message that the default verbosity shows.</summary>
    protected void LogInfo(string code, string message, SourceLocation? place)
    {
        SourceLocation where = place ?? ProjectPlace;
        Log.LogMessage(null, code, null, where.File, where.Line, where.Column, 0, 0, MessageImportance.High, message);
    }

    /// <summary>The user's project file; diagnostics without a place of their own name it rather than the file the task stands in.</summary>
    protected string? ProjectFile { get; set; }

    private SourceLocation ProjectPlace => new(ProjectFile ?? BuildEngine.ProjectFileOfTaskNode);
}
