using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Listening;

/// <summary>A host with a web server that the code builds.</summary>
/// <param name="Api">What builds it, for example <c>WebHost.CreateDefaultBuilder</c>; for one whose settings the code clears, that too.</param>
/// <param name="Reads">From where it takes where to listen.</param>
/// <param name="Call">Where it is built.</param>
public sealed record CodeHost(string Api, ListeningSources Reads, CodeCall Call)
{
    /// <summary>Whether the code adds settings that are not known here (a file of another name, a service), which can say where to listen.</summary>
    public bool MayReadMore { get; init; }

    /// <summary>Whether addresses of appsettings.json and of the variable <c>URLS</c> outweigh <c>UseUrls</c>, as the generic host has it; everywhere else <c>UseUrls</c> outweighs all addresses of settings.</summary>
    public bool SettingsOutweighUseUrls { get; init; }
}
