namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>What proves to a registry who asks. A class and not a record: its text form must never hold the secret.</summary>
internal sealed class Credential(string source)
{
    /// <summary>Where it comes from, as a message names it: <c>'/home/me/.docker/config.json'</c>.</summary>
    public string Source { get; } = source;

    /// <summary>Whether the place they come from names no registry; nobody but the registry they are meant for, and its own token service, gets them.</summary>
    public bool NamesNoRegistry { get; init; }

    /// <summary>User name; <see langword="null"/> with a token.</summary>
    public string? Username { get; init; }

    /// <summary>Password; <see langword="null"/> with a token.</summary>
    public string? Password { get; init; }

    /// <summary>A refresh token that the registry's token service takes.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>A bearer token that the registry itself takes.</summary>
    public string? RegistryToken { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"credentials from {Source}";
}
