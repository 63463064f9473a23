using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the compiled code says about listening, in an image that runs as it comes.</summary>
public sealed record ListeningCode
{
    /// <summary>Nothing is known of it: every source counts.</summary>
    public static ListeningCode None { get; } = new();

    /// <summary>From where the application's hosts take where to listen.</summary>
    public ListeningSources Sources { get; init; } = ListeningSources.All;

    /// <summary>Whether the program does its work and ends, or runs a host without a server: what it has of ASP.NET Core came with a package or with its SDK.</summary>
    public bool ServesNothing { get; init; }

    /// <summary>Whether a program that serves nothing runs until it is stopped.</summary>
    public bool RunsOn { get; init; }

    /// <summary>Whether several hosts are built, so that a place in code is one of them and the others keep what is configured.</summary>
    public bool HasSeveralHosts { get; init; }

    /// <summary>The places that the code gives ASP.NET Core to listen on, in the order of the code.</summary>
    public ImmutableArray<ListeningEndpoint> Endpoints { get; init; } = [];

    /// <summary>The ports that the code opens itself, without ASP.NET Core (<c>TcpListener</c>, <c>HttpListener</c>, <c>Socket.Bind</c>), ordered by number.</summary>
    public ImmutableArray<PortFact> Sockets { get; init; } = [];

    /// <summary>Whether one of Kestrel's own endpoints has no port (a Unix socket), next to which addresses are not looked at.</summary>
    public bool HasPortlessEndpoint { get; init; }

    /// <summary>Whether the code listens where there is no port, by an endpoint or an address.</summary>
    public bool IsPortless { get; init; }

    /// <summary>Whether addresses of settings files and of the variable <c>URLS</c> outweigh <c>UseUrls</c>, as the generic host has it.</summary>
    public bool SettingsOutweighUseUrls { get; init; }

    /// <summary>
    /// The code's places that are listened on beside a configuration. Kestrel's endpoints, in code and in the configuration, are all opened, and addresses are not looked at then.
    /// </summary>
    /// <param name="configured">What the configuration says to the hosts of this code.</param>
    public ImmutableArray<ListeningEndpoint> Effective(ListeningPorts configured)
    {
        ArgumentNullException.ThrowIfNull(configured);
        ImmutableArray<ListeningEndpoint> sockets = [.. Endpoints.Where(static e => e.IsKestrelEndpoint)];
        return sockets.IsEmpty && !configured.HasKestrelEndpoint && !HasPortlessEndpoint ? Endpoints : sockets;
    }
}
