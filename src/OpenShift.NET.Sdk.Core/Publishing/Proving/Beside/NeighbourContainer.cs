using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;

namespace OpenShift.NET.Sdk.Publishing.Proving.Beside;

/// <summary>A container of the pod this process is in: its network is this one's, its files and processes are its own.</summary>
internal sealed class NeighbourContainer : IProbedContainer
{
    private const int NotFound = 127;

    public Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken) => OwnNetwork.ConnectAsync(port, loopback, cancellationToken);

    public Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken) =>
        Task.FromResult((NotFound, "only the kubelet runs commands in another container"));
}
