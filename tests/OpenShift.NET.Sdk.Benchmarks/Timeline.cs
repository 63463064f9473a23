using System.Globalization;
using Microsoft.Build.Framework;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>When what took long in a build began: what is slow outside of the container step shows here, and what ran beside what.</summary>
internal sealed class Timeline
{
    private static readonly TimeSpan s_long = TimeSpan.FromMilliseconds(15);
    private readonly Dictionary<string, DateTime> _started = [];
    private readonly List<(DateTime Start, TimeSpan Length, string What)> _done = [];
    private DateTime _begin = DateTime.MaxValue;

    /// <summary>One line for each in the order in which they began: offset, length (both in milliseconds), what.</summary>
    public IEnumerable<string> Lines => _done.OrderBy(static d => d.Start).Select(d => string.Create(CultureInfo.InvariantCulture, $"at {(d.Start - _begin).TotalMilliseconds,7:F0} for {d.Length.TotalMilliseconds,7:F0} {d.What}"));

    /// <summary>Notes what happens from now on.</summary>
    /// <param name="source">The build.</param>
    public void Listen(IEventSource source)
    {
        source.AnyEventRaised += (_, e) =>
        {
            BuildEventContext? of = e.BuildEventContext;
            switch (e)
            {
                case BuildStartedEventArgs:
                    Start("build", e);
                    break;
                case BuildFinishedEventArgs:
                    Finish("build", "build", e);
                    break;
                case ProjectEvaluationStartedEventArgs:
                    Start($"evaluation {of?.EvaluationId}", e);
                    break;
                case ProjectEvaluationFinishedEventArgs:
                    Finish($"evaluation {of?.EvaluationId}", "evaluation", e);
                    break;
                case TargetStartedEventArgs:
                    Start($"target {of?.ProjectContextId} {of?.TargetId}", e);
                    break;
                case TargetFinishedEventArgs target:
                    Finish($"target {of?.ProjectContextId} {of?.TargetId}", "target " + target.TargetName, e);
                    break;
                case TaskStartedEventArgs:
                    Start($"task {of?.ProjectContextId} {of?.TargetId} {of?.TaskId}", e);
                    break;
                case TaskFinishedEventArgs task:
                    Finish($"task {of?.ProjectContextId} {of?.TargetId} {of?.TaskId}", "  task " + task.TaskName, e);
                    break;
            }
        };
    }

    private void Start(string key, BuildEventArgs e)
    {
        _started[key] = e.Timestamp;
        _begin = e.Timestamp < _begin ? e.Timestamp : _begin;
    }

    private void Finish(string key, string what, BuildEventArgs e)
    {
        if (_started.Remove(key, out DateTime started) && e.Timestamp - started >= s_long)
        {
            _done.Add((started, e.Timestamp - started, what));
        }
    }
}
