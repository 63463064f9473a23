using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>One place credentials can come from.</summary>
internal interface ICredentialSource
{
    /// <summary>The credentials for a repository of a registry; <see langword="null"/> when this place has none.</summary>
    /// <exception cref="OpenShiftException">OSC0084: the place cannot be read.</exception>
    ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken);

    /// <summary>Only what was stored for that very registry, nothing of places that name none.</summary>
    /// <exception cref="OpenShiftException">OSC0084: the place cannot be read.</exception>
    ValueTask<Credential?> FindStoredAsync(string registry, string repository, CancellationToken cancellationToken) => FindAsync(registry, repository, cancellationToken);
}
