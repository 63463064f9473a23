using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>A container whose probes are asked.</summary>
internal interface IProbedContainer
{
    /// <summary>Connects to a port inside the container's network, to its own address as the kubelet would (for <paramref name="loopback"/>: to 127.0.0.1).</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens there.</exception>
    Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken);

    /// <summary>Runs a command in the container as its own user, as an exec probe does.</summary>
    /// <returns>The exit code (127: there is no such program) and the first 4,000 characters of what it wrote.</returns>
    Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken);
}
