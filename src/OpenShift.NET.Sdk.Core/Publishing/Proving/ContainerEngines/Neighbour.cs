using System.Collections.Immutable;
using System.Net;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>A container that another one reaches.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address in the scene.</param>
/// <param name="Socket">Path of its forwarder's socket.</param>
/// <param name="Ports">The ports it is reached on.</param>
/// <param name="CableAddress">Its address on the cable that joins the two; <see langword="null"/> when the forwarder carries the connections over.</param>
internal sealed record Neighbour(string Name, IPAddress Address, string Socket, ImmutableArray<int> Ports, IPAddress? CableAddress);
