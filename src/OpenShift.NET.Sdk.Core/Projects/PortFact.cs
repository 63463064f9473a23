namespace OpenShift.NET.Sdk.Projects;

/// <summary>A port that the project names.</summary>
/// <param name="Number">1 to 65535.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
/// <param name="Source">What names it: <c>ContainerPort</c>, <c>ASPNETCORE_HTTP_PORTS</c>, <c>appsettings.json Kestrel:Endpoints:Http:Url</c>.</param>
/// <param name="LoopbackOnly">Whether only this machine's own loopback address is listened on.</param>
/// <param name="Tls">Whether the configuration makes it speak HTTPS.</param>
public sealed record PortFact(int Number, string Protocol, string Source, bool LoopbackOnly = false, bool Tls = false)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Number}/{Protocol}");
}
