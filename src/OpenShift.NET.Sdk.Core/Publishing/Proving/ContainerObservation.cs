using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>What can be seen of a running container at one moment.</summary>
/// <param name="Processes">Its processes; <see langword="null"/> when the engine cannot tell.</param>
/// <param name="Sockets">The TCP sockets listened on; <see langword="null"/> when the engine cannot tell.</param>
/// <param name="Memory">Bytes in use; <see langword="null"/> when the engine cannot tell.</param>
/// <param name="PeakMemory">The most bytes that were in use, as the kernel kept it; <see langword="null"/> when it does not.</param>
/// <param name="MemoryIsLimited">Whether the kernel holds it to the specification's limit.</param>
internal sealed record ContainerObservation(
    ImmutableArray<ContainerProcess>? Processes,
    ImmutableArray<ListeningSocket>? Sockets,
    long? Memory,
    long? PeakMemory = null,
    bool MemoryIsLimited = false);
