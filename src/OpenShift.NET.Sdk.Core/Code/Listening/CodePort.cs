using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Listening;

/// <summary>A port that the code makes the application listen on.</summary>
/// <param name="Number">1 to 65535; <see langword="null"/> when it cannot be told.</param>
/// <param name="LoopbackOnly">Whether only this machine's own loopback address is listened on.</param>
/// <param name="Tls">Whether it speaks HTTPS.</param>
/// <param name="Api">What names it, for example <c>UseUrls</c> or <c>ListenAnyIP</c>.</param>
/// <param name="Place">Where it is named; <see langword="null"/> when the assembly has no symbols.</param>
/// <param name="Environment">In which environments.</param>
public sealed record CodePort(int? Number, bool LoopbackOnly, bool Tls, string Api, SourceLocation? Place, EnvironmentCondition Environment)
{
    /// <summary>Whether it overrules what the configuration says (Kestrel's own endpoints, <c>app.Urls</c>, <c>app.Run(url)</c>); <c>UseUrls</c> sets what configuration can overrule.</summary>
    public bool Overrules { get; init; }

    /// <summary>Whether it is one of Kestrel's own endpoints rather than an address.</summary>
    public bool IsKestrelEndpoint => Api.StartsWith("Listen", StringComparison.Ordinal);

    /// <summary>The same for the image.</summary>
    /// <param name="source">How a message names what opens it.</param>
    public ListeningEndpoint AsEndpoint(string source) =>
        new(Number, source) { LoopbackOnly = LoopbackOnly, Tls = Tls, Overrules = Overrules, IsKestrelEndpoint = IsKestrelEndpoint };

    /// <summary>Whether the code spells it out, so that no setting changes it.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>Whether it speaks HTTP/2 only, which a probe by HTTP cannot.</summary>
    public bool Http2Only { get; init; }
}
