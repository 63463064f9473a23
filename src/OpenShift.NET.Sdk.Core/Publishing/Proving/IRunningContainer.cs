using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>A container that was started. Disposing it kills what is left of it.</summary>
internal interface IRunningContainer : IProbedContainer, IAsyncDisposable
{
    /// <summary>User id inside the container.</summary>
    long UserId { get; }

    /// <summary>Time since its process was started.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>The lines it has written so far, in order, at most 10,000 and 2,000 characters each; nothing is hidden in them yet.</summary>
    ImmutableArray<LogLine> Log { get; }

    /// <summary>How many lines it has written, those beyond the bound included.</summary>
    long LogLines { get; }

    /// <summary>Its end; completes when it has ended and its whole log was read.</summary>
    Task<ContainerExit> Exit { get; }

    /// <summary>What can be seen of it now.</summary>
    Task<ContainerObservation> ObserveAsync(CancellationToken cancellationToken);

    /// <summary>Sends SIGTERM to process 1.</summary>
    Task TerminateAsync(CancellationToken cancellationToken);

    /// <summary>Sends SIGKILL to process 1.</summary>
    Task KillAsync(CancellationToken cancellationToken);

    /// <summary>What was written so far, in the root file system and in volumes; sizes are those of now. Folders are named only when they are empty.</summary>
    /// <returns><see langword="null"/> when the engine cannot tell.</returns>
    Task<ImmutableArray<WrittenFile>?> WrittenAsync(CancellationToken cancellationToken);
}
