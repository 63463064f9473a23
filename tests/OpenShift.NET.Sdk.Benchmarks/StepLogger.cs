using System.Globalization;
using Microsoft.Build.Framework;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>
/// Runs inside MSBuild and notes how long the container step took: every target that the .NET SDK's container tooling or this product defines.
/// Beside it when each longer target, task and evaluation of the whole build began, in milliseconds since the build did.
/// A target's time does not hold that of the targets it depends on, so the times can be added; that of a target it calls by a task is held already.
/// </summary>
public sealed class StepLogger : ILogger
{
    private readonly Dictionary<(int Context, int Target), DateTime> _targets = [];
    private readonly Dictionary<(int Context, int Target, int Task), DateTime> _tasks = [];
    private readonly List<string> _lines = [];
    private readonly Timeline _timeline = new();
    private double _milliseconds;

    /// <inheritdoc/>
    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Diagnostic;

    /// <summary>Full path of the file to write: the milliseconds in the first line, what they are made of in the others.</summary>
    public string? Parameters { get; set; }

    /// <inheritdoc/>
    public void Initialize(IEventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        _timeline.Listen(eventSource);
        eventSource.TargetStarted += (_, e) =>
        {
            if (IsOfTheStep(e.TargetFile))
            {
                _targets[(e.BuildEventContext!.ProjectContextId, e.BuildEventContext.TargetId)] = e.Timestamp;
            }
        };
        eventSource.TargetFinished += (_, e) =>
        {
            if (_targets.Remove((e.BuildEventContext!.ProjectContextId, e.BuildEventContext.TargetId), out DateTime started))
            {
                double time = (e.Timestamp - started).TotalMilliseconds;

                // The .NET SDK calls one of its targets out of another, whose time then holds both.
                _milliseconds += _targets.Count == 0 ? time : 0;
                _lines.Add(string.Create(CultureInfo.InvariantCulture, $"target {e.TargetName} {time:F1}"));
            }
        };
        eventSource.TaskStarted += (_, e) =>
        {
            if (_targets.ContainsKey((e.BuildEventContext!.ProjectContextId, e.BuildEventContext.TargetId)))
            {
                _tasks[(e.BuildEventContext.ProjectContextId, e.BuildEventContext.TargetId, e.BuildEventContext.TaskId)] = e.Timestamp;
            }
        };
        eventSource.TaskFinished += (_, e) =>
        {
            if (_tasks.Remove((e.BuildEventContext!.ProjectContextId, e.BuildEventContext.TargetId, e.BuildEventContext.TaskId), out DateTime started))
            {
                _lines.Add(string.Create(CultureInfo.InvariantCulture, $"  task {e.TaskName} {(e.Timestamp - started).TotalMilliseconds:F1}"));
            }
        };
    }

    /// <inheritdoc/>
    public void Shutdown()
    {
        _lines.Insert(0, _milliseconds.ToString("F3", CultureInfo.InvariantCulture));
        File.WriteAllLines(Parameters!, [.. _lines, .. _timeline.Lines]);
    }

    private static bool IsOfTheStep(string file) =>
        file.EndsWith("Microsoft.NET.Build.Containers.targets", StringComparison.OrdinalIgnoreCase) || file.Contains("openshift.net.sdk", StringComparison.OrdinalIgnoreCase);
}
