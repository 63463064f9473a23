namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>One host of an address.</summary>
/// <param name="Host">The host as written, an IPv6 address without its brackets; for a local instance of SQL Server with the instance, <c>.\SQLEXPRESS</c>.</param>
/// <param name="Port">Its port; <see langword="null"/> when none is named.</param>
/// <param name="Start">Where in the text it begins.</param>
/// <param name="Length">How many characters of the text it takes, brackets and instance included; 0 when the text does not spell it out.</param>
internal sealed record HostAddress(string Host, int? Port, int Start, int Length)
{
    /// <summary>Whether it is the machine the application runs on.</summary>
    public bool IsThisMachine => HostNames.IsThisMachine(Host);

    /// <summary>Whether it means another machine, or none, everywhere but on a developer's desk.</summary>
    public bool IsLocal => IsThisMachine || HostNames.IsOfDesk(Host);

    /// <summary>Host and port as people write them.</summary>
    public override string ToString() => Port is { } port ? FormattableString.Invariant($"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{port}") : Host;
}
