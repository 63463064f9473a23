using System.Data.Common;
using OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0902_SettingsHaveNoSecret;

/// <summary>Tells credentials for a service on the same machine, as developers have them: nobody but who sits there can use them.</summary>
internal static class LocalCredential
{
    /// <summary>Whether a connection string or an address with a password leads to the machine itself.</summary>
    public static bool IsOne(string value, SecretKind kind) => kind switch
    {
        SecretKind.ConnectionString => HostOf(value) is { } host && IsLocal(host),
        SecretKind.UrlPassword => Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && EndpointText.IsLocal(address.Host.Trim('[', ']')),
        _ => false,
    };

    private static string? HostOf(string text)
    {
        if (text.Length > 4096)
        {
            return null;
        }

        // Redis: localhost:6379,password=…
        if (text.Contains(',', StringComparison.Ordinal) && !text.Contains(';', StringComparison.Ordinal))
        {
            return text.Split(',')[0];
        }

        var settings = new DbConnectionStringBuilder();
        try
        {
            settings.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return null;
        }

        foreach (string key in (ReadOnlySpan<string>)["Server", "Host", "Data Source", "DataSource", "Address", "Addr", "Network Address"])
        {
            if (settings.TryGetValue(key, out object? host))
            {
                return host?.ToString();
            }
        }

        return null;
    }

    // tcp:localhost,1433; .\SQLEXPRESS; (localdb)\mssqllocaldb; localhost:5432. Of several hosts all have to be.
    private static bool IsLocal(string host)
    {
        string bare = host.Trim();
        bare = bare.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? bare["tcp:".Length..] : bare;
        bare = bare.Split('\\', ',')[0].Trim();
        int colon = bare.IndexOf(':', StringComparison.Ordinal);
        bare = colon > 0 && colon == bare.LastIndexOf(':') ? bare[..colon] : bare;
        return bare is "." || bare.Equals("(local)", StringComparison.OrdinalIgnoreCase) || bare.Equals("(localdb)", StringComparison.OrdinalIgnoreCase) || EndpointText.IsLocal(bare);
    }
}
