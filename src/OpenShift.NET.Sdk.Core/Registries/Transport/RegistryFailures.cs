using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Words the failures of registries. Addresses are shown without their query, which can hold a signature.</summary>
internal static class RegistryFailures
{
    public static OpenShiftException Unauthorized(RegistryEndpoint endpoint, string repository, string? source) => source is null
        ? new OpenShiftException(
            ToolCodes.RegistryUnauthorized,
            $"Registry '{endpoint.Name}' wants credentials for '{repository}' and none were found",
            $"Log in with 'podman login {endpoint.Name}' or 'docker login {endpoint.Name}', or set DOTNET_CONTAINER_REGISTRY_UNAME and DOTNET_CONTAINER_REGISTRY_PWORD.")
        : new OpenShiftException(
            ToolCodes.RegistryUnauthorized,
            $"Registry '{endpoint.Name}' refuses the credentials from {source} for '{repository}'",
            $"Log in again with 'podman login {endpoint.Name}' or 'docker login {endpoint.Name}', or correct the variables.");

    public static OpenShiftException Withheld(RegistryEndpoint endpoint, string repository, string source, string host) => new(
        ToolCodes.RegistryUnauthorized,
        $"Registry '{endpoint.Name}' wants credentials for '{repository}' at '{host}', and those from {source} are not sent to another host than the registry's",
        $"Log in with 'podman login {endpoint.Name}' or 'docker login {endpoint.Name}': what is stored for the registry goes to the token service it names.");

    public static OpenShiftException Denied(RegistryEndpoint endpoint, string operation, string? source, string words) => new(
        ToolCodes.RegistryDenied,
        $"Registry '{endpoint.Name}' does not allow {operation}{(source is null ? " without credentials" : $" with the credentials from {source}")}{(words.Length == 0 ? "" : $" ({words})")}",
        "Ask for the right to do so, or use another account or repository.");

    public static OpenShiftException Protocol(RegistryEndpoint endpoint, string what, string remedy = "Check that it is a container registry and that it works; publish again later.") =>
        new(ToolCodes.RegistryProtocol, $"Registry '{endpoint.Name}' {what}", remedy);

    public static OpenShiftException NoRegistry(RegistryEndpoint endpoint, string what, bool isHtml) => Protocol(
        endpoint,
        what + (isHtml ? " (with a page of HTML)" : ""),
        "Check that the address is a registry's: a login page or a proxy before it answers like that.");

    public static OpenShiftException WithoutTls(RegistryEndpoint endpoint, string what) => new(
        ToolCodes.InsecureRegistry,
        $"Registry '{endpoint.Name}' {what}",
        $"Give it a certificate; or, if its network is trusted, list it in the environment variable DOTNET_CONTAINER_INSECURE_REGISTRIES.");

    public static OpenShiftException Unreachable(RegistryEndpoint endpoint, Uri? address, Exception cause, TlsWitness witness)
    {
        string host = address?.Host.Trim('[', ']') ?? endpoint.Host.Trim('[', ']');
        string where = address is null || string.Equals(address.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase) ? "" : $" (at '{address.Host}')";
        if (cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
        {
            return witness.RefusalOf(host) is { } refusal
                ? new OpenShiftException(
                    ToolCodes.RegistryUnreachable,
                    $"Registry '{endpoint.Name}'{where} shows {refusal}",
                    "Add its certificate authority to those this machine trusts (SSL_CERT_FILE names others on Linux), or list the registry in DOTNET_CONTAINER_INSECURE_REGISTRIES.",
                    innerException: cause)
                : new OpenShiftException(
                    ToolCodes.RegistryUnreachable,
                    $"Registry '{endpoint.Name}'{where} cannot be reached: no TLS connection comes about",
                    "Check the port and the registry's certificate and TLS settings.",
                    innerException: cause);
        }

        return new OpenShiftException(
            ToolCodes.RegistryUnreachable,
            $"Registry '{endpoint.Name}'{where} cannot be reached: {Reason(cause)}",
            "Check the registry's name and port, the network and the proxy settings (HTTPS_PROXY, NO_PROXY).",
            innerException: cause);
    }

    private static string Reason(Exception cause)
    {
        if (cause is TimeoutException)
        {
            return "it does not answer in time";
        }

        if (cause is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError })
        {
            return "its name is not known";
        }

        for (Exception? e = cause; e is not null; e = e.InnerException)
        {
            if (e is SocketException socket)
            {
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => "it refuses connections",
                    SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "its name is not known",
                    SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no network route to it",
                    SocketError.TimedOut => "it does not answer in time",
                    _ => "the connection broke",
                };
            }
        }

        return cause is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } ? "the proxy refuses the connection" : "the connection broke";
    }
}
