namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>A container that another one reaches.</summary>
/// <param name="Container">Name of the container that is reached, which is also its host name.</param>
/// <param name="Port">Port it is reached on.</param>
internal sealed record ContainerLink(string Container, int Port);
