using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Clusters.Access;

/// <summary>An API server and what is shown to it, as a context of a kubeconfig says. <see cref="object.ToString"/> tells no credential.</summary>
internal sealed class ClusterAccess
{
    /// <summary>Name of the context; where there is none, what stands for it.</summary>
    public required string Context { get; init; }

    /// <summary>Address of the API server, with a slash at its end.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace of the context, or the one that was asked for.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the user in the kubeconfig; empty for nobody.</summary>
    public string User { get; init; } = "";

    /// <summary>Certificates of the authorities that are trusted, PEM; <see langword="null"/> for those of this machine.</summary>
    public string? Authorities { get; init; }

    /// <summary>Whether any certificate is accepted (<c>insecure-skip-tls-verify</c>).</summary>
    public bool TrustsAnyone { get; init; }

    /// <summary>The name that the server's certificate is for; <see langword="null"/> for that of the address.</summary>
    public string? ServerName { get; init; }

    /// <summary>The proxy on the way; <see langword="null"/> for what the environment says.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The bearer token; <see langword="null"/> for none.</summary>
    public string? Token { get; init; }

    /// <summary>User and password; <see langword="null"/> for none.</summary>
    public (string Name, string Password)? Password { get; init; }

    /// <summary>Certificate and key of the client, PEM; <see langword="null"/> for none.</summary>
    public (string Certificate, string Key)? Certificate { get; init; }

    /// <summary>The program that gives credentials; <see langword="null"/> for none.</summary>
    public AccessProgram? Program { get; init; }

    /// <summary>On behalf of whom (<c>Impersonate-User</c>, <c>Impersonate-Group</c>); <see langword="null"/> for nobody else.</summary>
    public (string User, ImmutableArray<string> Groups)? ActsFor { get; init; }

    /// <summary>Whether it is the cluster this process runs in a pod of.</summary>
    public bool IsOwnCluster { get; init; }

    /// <summary>Whether anything of it must not be read by others on the way.</summary>
    public bool HasCredentials => Token is not null || Password is not null || Certificate is not null || Program is not null;

    /// <inheritdoc/>
    public override string ToString() => $"{Server.GetLeftPart(UriPartial.Path).TrimEnd('/')} (context {Context})";
}
