using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Running;

/// <summary>Builds a project, runs its image, and, when asked, does so again at every change of its sources.</summary>
/// <param name="build">Builds it.</param>
/// <param name="run">What the command line changes of how the project says that it is run.</param>
/// <param name="mappings">Ports of this machine that were asked for.</param>
/// <param name="console">Who looks on.</param>
internal sealed class ProjectRun(ProjectBuild build, Func<ProveFacts, ProveFacts> run, ImmutableArray<PortMapping> mappings, RunTerminal console)
{
    // Whoever waits for a change does not wait for the end of one that hears nothing.
    private static readonly TimeSpan GraceOfOld = TimeSpan.FromSeconds(5);

    private readonly ProcessEnvironment _environment = new();

    /// <summary>Runs it until it ends or is stopped; when it is watched, until it is stopped.</summary>
    /// <returns>How it ended; <see langword="null"/> when it was stopped before it had begun.</returns>
    /// <exception cref="OpenShiftException">As <see cref="RunStage"/>, <see cref="ProjectBuild"/> and <see cref="SourceWatch"/> say.</exception>
    public async Task<RunEnd?> RunAsync(bool watches, CancellationToken stop)
    {
        try
        {
            DateTime start = DateTime.UtcNow;
            BuiltProject built = await build.RunAsync(restores: true, [], console, stop).ConfigureAwait(false);
            ProjectFacts facts = await ReadAsync(built, stop).ConfigureAwait(false);
            RunSubject subject = await OpenAsync(built, facts, stop).ConfigureAwait(false);
            using ServiceImages services = await ServiceImages.OpenAsync(facts, _environment, null, stop).ConfigureAwait(false);
            RunPlace place = await RunPlace.OpenAsync(subject, facts.Prove, services.Companions, RunEngines.All(new RunEngineOptions(facts.Image.CacheDirectory, _environment)), console, stop).ConfigureAwait(false);
            await using (place.ConfigureAwait(false))
            {
                IPreparedImage image = await place.PrepareAsync(subject, stop).ConfigureAwait(false);
                if (watches)
                {
                    return await WatchAsync(place, built, start, subject, image, stop).ConfigureAwait(false);
                }

                RunEnd end = await place.RunAsync(image, subject.Plan, mappings, null, stop).ConfigureAwait(false);
                console.Tell(end.Text);
                return end;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<RunEnd?> WatchAsync(RunPlace place, BuiltProject built, DateTime start, RunSubject subject, IPreparedImage image, CancellationToken stop)
    {
        using var watch = new SourceWatch(built.Sources, built.Outputs, start);
        TellOf(watch);
        while (true)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            RunSubject current = subject;
            Task<RunEnd> running = place.RunAsync(image, current.Plan, mappings, () => stop.IsCancellationRequested ? current.Plan.GracePeriod : GraceOfOld, ending.Token);
            (RunSubject Subject, IPreparedImage Image)? next;
            try
            {
                next = await NextAsync(place, watch, current, running, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                next = null;
            }
            catch
            {
                await ending.CancelAsync().ConfigureAwait(false);
                await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            await ending.CancelAsync().ConfigureAwait(false);
            RunEnd end = await running.ConfigureAwait(false);
            if (next is not { } other)
            {
                console.Tell(end.Text);
                return end;
            }

            (subject, image) = other;
        }
    }

    // The next image that is another one; until then the one that runs goes on.
    private async Task<(RunSubject Subject, IPreparedImage Image)> NextAsync(RunPlace place, SourceWatch watch, RunSubject current, Task<RunEnd> running, CancellationToken stop)
    {
        bool isTold = false;
        bool needsRestore = false;
        while (true)
        {
            Task<ImmutableArray<string>> change = watch.NextAsync(stop);
            if (!isTold && await Task.WhenAny(running, change).ConfigureAwait(false) == running)
            {
                RunEnd end = await running.ConfigureAwait(false);
                isTold = true;
                if (end.HasFailed)
                {
                    OpenShiftException failure = end.ToFailure();
                    console.Fail(failure.Code, failure.Message);
                }

                console.Tell(end.HasFailed ? "waiting for a change" : end.Text + "; waiting for a change");
            }

            ImmutableArray<string> changed = await change.ConfigureAwait(false);
            console.Tell(changed is [var only] ? $"{only} has changed; building" : string.Create(CultureInfo.InvariantCulture, $"{changed[0]} and {changed.Length - 1} more have changed; building"));
            needsRestore |= changed.Any(SourceWatch.IsOfRestore);
            DateTime begun = DateTime.UtcNow;
            long start = Stopwatch.GetTimestamp();
            try
            {
                BuiltProject built = await build.RunAsync(needsRestore, [.. changed.SelectMany(f => watch.PathsOf(f))], console, stop).ConfigureAwait(false);
                needsRestore = false;
                if (watch.Cover(built.Sources, built.Outputs, begun))
                {
                    TellOf(watch);
                }

                RunSubject subject = await OpenAsync(built, await ReadAsync(built, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
                string took = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0#} s");
                if (subject.Image.Digest == current.Image.Digest && !running.IsCompleted)
                {
                    console.Tell($"built in {took}; the image is the one that runs");
                    continue;
                }

                IPreparedImage image = await place.PrepareAsync(subject, stop).ConfigureAwait(false);
                console.Tell($"built in {took}");
                return (subject, image);
            }
            catch (OpenShiftException e)
            {
                console.Fail(e.Code, e.Message);
                console.Tell(running.IsCompleted ? "waiting for a change" : "the image before the change runs on");
            }
        }
    }

    private void TellOf(SourceWatch watch) => console.Tell($"watching {string.Join(", ", watch.Folders)}");

    private async Task<ProjectFacts> ReadAsync(BuiltProject built, CancellationToken cancellationToken)
    {
        ProjectFacts facts = FactsJson.Read(await File.ReadAllBytesAsync(built.Facts, cancellationToken).ConfigureAwait(false), built.Facts);
        return facts with { Prove = run(facts.Prove) };
    }

    private Task<RunSubject> OpenAsync(BuiltProject built, ProjectFacts facts, CancellationToken cancellationToken) =>
        RunSubject.OpenAsync(facts, StageFolder.OfFacts(built.Facts), null, _environment, null, cancellationToken);
}
