namespace OpenShift.NET.Sdk.Publishing.Neighbours;

/// <summary>A port of a Service of the solution.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">The port that callers use.</param>
/// <param name="Target">The port of the container behind it.</param>
/// <param name="Protocol">The Service's <c>appProtocol</c>; <see langword="null"/> when it has none.</param>
internal sealed record SolutionPort(string Name, int Number, int Target, string? Protocol);
