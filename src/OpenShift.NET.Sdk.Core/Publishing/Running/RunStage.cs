using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>The checked image of a project runs on this machine until it ends or is stopped, and what it writes is shown. Nothing is written into the stage folder, and nothing is delivered.</summary>
/// <param name="environment">Environment variables and home folder.</param>
/// <param name="console">Who looks on.</param>
/// <param name="progress">Hears what is fetched; <see langword="null"/> for nobody.</param>
internal sealed class RunStage(IEnvironment environment, IRunConsole console, IProgress<string>? progress = null)
{
    /// <summary>The ways to run an image; <see langword="null"/> for those there are.</summary>
    internal ImmutableArray<IRunEngine>? Engines { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="folder">The stage folder.</param>
    /// <param name="opened">What Check has read; <see langword="null"/> when it is read here.</param>
    /// <param name="ports">Ports of this machine, as <see cref="PortMapping.Parse"/> reads them.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>How it ended; <see langword="null"/> when it was stopped before it had begun.</returns>
    /// <exception cref="OpenShiftException">OSC0022, OSC0065, OSC0092, OSC0094, OSC0097: as <see cref="RunSubject"/> and <see cref="RunPlace"/> say.</exception>
    public async Task<RunEnd?> RunAsync(ProjectFacts facts, StageFolder folder, CheckSubject? opened, string ports, CancellationToken stop)
    {
        try
        {
            ImmutableArray<PortMapping> mappings = PortMapping.Parse(ports, "OpenShiftRunPorts");
            RunSubject subject = await RunSubject.OpenAsync(facts, folder, opened, environment, progress, stop).ConfigureAwait(false);
            using ServiceImages services = await ServiceImages.OpenAsync(facts, environment, progress, stop).ConfigureAwait(false);
            ImmutableArray<IRunEngine> engines = Engines ?? RunEngines.All(new RunEngineOptions(facts.Image.CacheDirectory, environment));
            RunPlace place = await RunPlace.OpenAsync(subject, facts.Prove, services.Companions, engines, console, stop).ConfigureAwait(false);
            await using (place.ConfigureAwait(false))
            {
                IPreparedImage image = await place.PrepareAsync(subject, stop).ConfigureAwait(false);
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
}
