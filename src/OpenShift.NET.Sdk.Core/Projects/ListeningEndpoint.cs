namespace OpenShift.NET.Sdk.Projects;

/// <summary>A place that the code gives ASP.NET Core to listen on.</summary>
/// <param name="Number">The port, 1 to 65535; <see langword="null"/> when it cannot be told.</param>
/// <param name="Source">What names it, for example <c>UseUrls in Program.cs:3</c>.</param>
public sealed record ListeningEndpoint(int? Number, string Source)
{
    /// <summary>Whether only the container itself reaches it.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>Whether it speaks HTTPS.</summary>
    public bool Tls { get; init; }

    /// <summary>Whether it is one of Kestrel's own endpoints (<c>Listen…</c>) rather than an address.</summary>
    public bool IsKestrelEndpoint { get; init; }

    /// <summary>Whether no address of the configuration outweighs it.</summary>
    public bool Overrules { get; init; }
}
