using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>Asks a program <c>docker-credential-…</c> (docker/docker-credential-helpers, "Development").</summary>
internal interface ICredentialProgram
{
    /// <summary>What the program knows of a server; <see langword="null"/> when it knows nothing.</summary>
    /// <param name="name">Name without the prefix <c>docker-credential-</c>.</param>
    /// <param name="server">The server as the program knows it.</param>
    /// <param name="namedBy">The file that names the program, for messages.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <exception cref="OpenShiftException">OSC0084: the program is missing, fails, hangs or answers nonsense.</exception>
    ValueTask<CredentialAnswer?> GetAsync(string name, string server, string namedBy, CancellationToken cancellationToken);
}
