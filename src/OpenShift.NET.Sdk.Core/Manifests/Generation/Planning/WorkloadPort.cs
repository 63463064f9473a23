namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>A port of the container.</summary>
/// <param name="Name">Its name, by which Service, Route and probes call it.</param>
/// <param name="Number">The port.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
/// <param name="ServicePort">The port of the Service.</param>
/// <param name="AppProtocol">What is spoken, for the Service's <c>appProtocol</c>; <see langword="null"/> when that is not known.</param>
internal sealed record WorkloadPort(string Name, int Number, string Protocol, int ServicePort, string? AppProtocol)
{
    public bool IsTls => AppProtocol == "https";
}
