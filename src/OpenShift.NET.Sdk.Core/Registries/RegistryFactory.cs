using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Registries.Transport;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>Opens registries.</summary>
public static class RegistryFactory
{
    /// <summary>
    /// Opens a registry; nothing is sent yet. Loopback hosts are spoken to over HTTP. Registries listed as insecure, in the list or in
    /// <c>DOTNET_CONTAINER_INSECURE_REGISTRIES</c>, are tried over TLS with any certificate and then over HTTP. All others need TLS with a trusted certificate.
    /// </summary>
    /// <param name="registry">Host and port; <c>docker.io</c> for Docker Hub.</param>
    /// <param name="insecureRegistries">Host and port of each registry listed as insecure.</param>
    /// <param name="direction">Whether images are read or written.</param>
    /// <param name="variables">Which of the credential variables, which name no registry, this one may have.</param>
    /// <param name="environment">Environment variables and home folder.</param>
    /// <param name="notices">Hears, on any thread, that the registry is being waited for; <see langword="null"/> for nobody.</param>
    /// <exception cref="OpenShiftException">OSC0027: the registry is no host and port.</exception>
    public static IRegistry Create(string registry, IEnumerable<string> insecureRegistries, RegistryDirection direction, CredentialVariables variables, IEnvironment environment, IProgress<string>? notices = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var program = new CredentialProgram(environment, TimeSpan.FromSeconds(60));
        return Create(registry, insecureRegistries, direction, environment, CredentialChain.Default(environment, direction, program, registry, variables), new RegistryConnections(), new RegistryLimits(), TimeProvider.System, notices);
    }

    internal static IRegistry Create(
        string registry,
        IEnumerable<string> insecureRegistries,
        RegistryDirection direction,
        IEnvironment environment,
        ICredentialSource credentials,
        RegistryConnections connections,
        RegistryLimits limits,
        TimeProvider time,
        IProgress<string>? notices)
    {
        ArgumentNullException.ThrowIfNull(insecureRegistries);
        if (ReferenceGrammar.RegistryProblem(registry) is { } problem)
        {
            throw new OpenShiftException(ToolCodes.InvalidImageReference, $"'{registry}' is no registry: {problem}", "Write it as host or host:port, without a scheme and without a path.");
        }

        var insecure = new List<string>(insecureRegistries);
        insecure.AddRange((environment.Variable("DOTNET_CONTAINER_INSECURE_REGISTRIES") ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var endpoint = new RegistryEndpoint(registry, insecure);
        return new Registry(new RegistryTransport(endpoint, credentials, connections, limits, time, notices), direction, UploadSettings.From(environment));
    }
}
