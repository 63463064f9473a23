namespace OpenShift.NET.Sdk.Runs;

/// <summary>A TCP socket listened on.</summary>
/// <param name="Address">The address, <c>0.0.0.0</c>, <c>::</c>, <c>127.0.0.1</c>.</param>
/// <param name="Port">The port.</param>
public sealed record ListeningSocket(string Address, int Port)
{
    /// <summary>Whether only the container itself reaches it.</summary>
    public bool IsLoopback => System.Net.IPAddress.TryParse(Address, out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address);
}
