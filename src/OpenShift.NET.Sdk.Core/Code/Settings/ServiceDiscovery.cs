using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>
/// Addresses that service discovery resolves (<c>http://catalog</c>, <c>https+http://catalog</c>): the configuration's <c>services:catalog:http:0</c> says where the service is.
/// </summary>
internal static class ServiceDiscovery
{
    private static readonly KnownApi[] s_registrations =
    [
        "Microsoft.Extensions.DependencyInjection.ServiceDiscoveryServiceCollectionExtensions::AddServiceDiscovery*",
        "Microsoft.Extensions.DependencyInjection.ServiceDiscoveryHttpClientBuilderExtensions::AddServiceDiscovery",
        "Microsoft.Extensions.Hosting.HostingExtensions::AddServiceDiscovery*",
    ];

    private static readonly KnownApi s_uri = "System.Uri::.ctor";

    /// <summary>The services that the code calls by name, with the schemes it asks for; none without service discovery.</summary>
    public static IEnumerable<(string Service, string Scheme, CodeCall Call)> Find(CodeFacts code)
    {
        if (!code.CallsTo(s_registrations).Any(static c => c.InProduction))
        {
            yield break;
        }

        foreach (CodeCall call in code.CallsTo(s_uri).Where(static c => c.InProduction))
        {
            foreach (CodeValue value in call.ArgumentOf("System.String").Alternatives)
            {
                string? text = value is TextValue joined ? joined.Prefix : value.Text;
                if (text is not null && Read(text, whole: value is not TextValue) is { } found)
                {
                    yield return (found.Service, found.Scheme, call);
                }
            }
        }
    }

    // Where plain HTTP is among what is asked for, it is what a cluster's Service speaks.
    private static (string Service, string Scheme)? Read(string address, bool whole)
    {
        int colon = address.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0)
        {
            return null;
        }

        string[] schemes = address[..colon].ToLowerInvariant().Split('+');
        string authority = address[(colon + 3)..];
        int end = authority.IndexOfAny(['/', '?', '#']);
        if (end < 0 && !whole)
        {
            return null;
        }

        string host = end < 0 ? authority : authority[..end];
        bool isName = host.Length > 0 && host != "localhost" && host.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_') && char.IsAsciiLetter(host[0]);
        return isName && schemes.All(static s => s is "http" or "https") ? (host, schemes.Contains("http") ? "http" : "https") : null;
    }
}
