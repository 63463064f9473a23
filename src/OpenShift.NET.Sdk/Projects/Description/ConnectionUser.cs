namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Tells whether a connection string logs in as somebody: then a password belongs to it, whether it is there or not.</summary>
internal static class ConnectionUser
{
    /// <summary>Whether a value is a connection string, or an address, with a user or a password, which may be empty or a placeholder.</summary>
    public static bool IsIn(string value)
    {
        if (IsInAddress(value))
        {
            return true;
        }

        if (!value.Contains('=', StringComparison.Ordinal))
        {
            return false;
        }

        bool names = false;
        bool server = false;
        foreach (Range range in value.AsSpan().SplitAny(';', ','))
        {
            ReadOnlySpan<char> part = value.AsSpan()[range];
            int equals = part.IndexOf('=');
            if (equals > 0)
            {
                string key = part[..equals].Trim().ToString().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
                names |= key is "user" or "userid" or "uid" or "username" or "password" or "pwd";
                server |= key is "host" or "server" or "datasource" or "address" or "addr" or "networkaddress" or "database" or "initialcatalog" or "endpoint";
            }
            else
            {
                server |= part.Contains(':');
            }
        }

        return names && server;
    }

    // "ssh://git@host" logs in with a key.
    private static bool IsInAddress(string value)
    {
        int at = value.IndexOf("://", StringComparison.Ordinal);
        if (at <= 0 || value[..at].ToLowerInvariant() is "ssh" or "git" or "git+ssh" or "sip" or "sips" or "mailto")
        {
            return false;
        }

        ReadOnlySpan<char> rest = value.AsSpan(at + 3);
        int end = rest.IndexOfAny("/?# \t");
        return (end < 0 ? rest : rest[..end]).IndexOf('@') > 0;
    }
}
