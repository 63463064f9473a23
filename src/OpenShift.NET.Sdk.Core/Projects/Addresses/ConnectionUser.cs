namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>Tells whether a connection string logs in as somebody: then a password belongs to it, whether it is there or not. The process' own account of a Windows domain is none in a container.</summary>
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

        // Options of Redis are behind commas.
        List<ConnectionStringPart> parts = ConnectionStringText.Parts(value.Contains(';', StringComparison.Ordinal) ? value : value.Replace(',', ';'));
        bool names = parts.Exists(static p => p.Key is ConnectionStringKey.User or ConnectionStringKey.Password);
        return (names && (parts.Exists(static p => p.Key is ConnectionStringKey.Server or ConnectionStringKey.DataSource or ConnectionStringKey.Database or ConnectionStringKey.Url) || value.AsSpan(0, value.AsSpan().IndexOfAny(";,=")).Contains(':')))
            || AddressText.Read(value) is { IntegratedSecurity: true } or { Kind: ServerKind.Azure, IsLocal: true };
    }

    // "ssh://git@host" logs in with a key; "akka.tcp://system@host" names a system of actors.
    private static bool IsInAddress(string value)
    {
        int at = value.IndexOf("://", StringComparison.Ordinal);
        if (at <= 0 || value[..at].ToLowerInvariant() is "ssh" or "git" or "git+ssh" or "sip" or "sips" or "mailto" or "akka" or "akka.tcp" or "akka.ssl.tcp")
        {
            return false;
        }

        ReadOnlySpan<char> rest = value.AsSpan(at + 3);
        int end = rest.IndexOfAny("/?# \t");
        return (end < 0 ? rest : rest[..end]).IndexOf('@') > 0;
    }
}
