using System.Text;

namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>Cuts <c>key=value;</c> texts into their parts, with ADO.NET's quoting (System.Data.Common.DbConnectionStringBuilder), and knows what keys of which provider mean the same.</summary>
internal static class ConnectionStringText
{
    private const int LongestKey = 40;

    /// <summary>The parts; what has no <c>=</c> is passed over.</summary>
    /// <param name="text">The text.</param>
    /// <param name="untilOther">Whether to end at what has no <c>=</c>: the text is no connection string from there on.</param>
    public static List<ConnectionStringPart> Parts(string text, bool untilOther = false)
    {
        var parts = new List<ConnectionStringPart>();
        int i = 0;
        while (i < text.Length)
        {
            int equals = text.IndexOf('=', i);
            if (equals < 0)
            {
                break;
            }

            int end = text.IndexOf(';', i);
            if (end >= 0 && end < equals)
            {
                if (untilOther && !text.AsSpan(i, end - i).IsWhiteSpace())
                {
                    break;
                }

                i = end + 1;
                continue;
            }

            string name = NameOf(text.AsSpan(i, equals - i));
            int start = equals + 1;
            while (start < text.Length && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            int length;
            if (start < text.Length && text[start] is '"' or '\'')
            {
                int close = Close(text, start);
                start++;
                length = close - start;
                end = close < text.Length ? text.IndexOf(';', close) : -1;
            }
            else
            {
                end = start < text.Length ? text.IndexOf(';', start) : -1;
                length = text.AsSpan(start, (end < 0 ? text.Length : end) - start).TrimEnd().Length;
            }

            parts.Add(new ConnectionStringPart(name, KeyOf(name), start, length));
            i = end < 0 ? text.Length : end + 1;
        }

        return parts;
    }

    /// <summary>A part's value as its provider reads it: of a quotation mark that is doubled within quotes, one stays.</summary>
    public static string ValueOf(string text, ConnectionStringPart part)
    {
        string value = text.Substring(part.Start, part.Length);
        return text[part.Start - 1] is ('"' or '\'') and var quote ? value.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal) : value;
    }

    /// <summary>What a key means.</summary>
    /// <param name="name">The key in small letters, without blanks, <c>_</c> and <c>-</c>.</param>
    public static ConnectionStringKey KeyOf(string name) => name switch
    {
        "server" or "servers" or "host" or "hosts" or "hostname" or "address" or "addr" or "networkaddress" or "failoverpartner" or "contactpoints" or "contactpoint"
            or "bootstrapservers" or "bootstrap.servers" or "broker" or "brokers" or "brokerlist" or "metadata.broker.list" or "nodes" => ConnectionStringKey.Server,
        "datasource" => ConnectionStringKey.DataSource,
        "filename" or "attachdbfilename" => ConnectionStringKey.File,
        "port" => ConnectionStringKey.Port,
        "database" or "initialcatalog" or "defaultkeyspace" or "keyspace" or "virtualhost" or "dbname" => ConnectionStringKey.Database,
        "user" or "userid" or "uid" or "username" => ConnectionStringKey.User,
        "password" or "pwd" => ConnectionStringKey.Password,
        "accountkey" or "sharedaccesskey" or "sharedaccesssignature" or "clientsecret" => ConnectionStringKey.Secret,
        "integratedsecurity" or "trustedconnection" => ConnectionStringKey.IntegratedSecurity,
        "mode" or "cache" or "foreignkeys" or "recursivetriggers" or "journalmode" or "failifmissing" => ConnectionStringKey.OfFile,
        "usedevelopmentstorage" => ConnectionStringKey.Emulator,
        "url" or "uri" or "urls" or "endpoints" => ConnectionStringKey.Url,
        _ when name.EndsWith("endpoint", StringComparison.Ordinal) => ConnectionStringKey.Url,
        _ => ConnectionStringKey.Other,
    };

    private static string NameOf(ReadOnlySpan<char> key)
    {
        var name = new StringBuilder(Math.Min(key.Length, LongestKey));
        foreach (char c in key)
        {
            if (name.Length == LongestKey)
            {
                return "";
            }

            if (!char.IsWhiteSpace(c) && c is not ('_' or '-'))
            {
                name.Append(char.ToLowerInvariant(c));
            }
        }

        return name.ToString();
    }

    // The index of the closing quote, a doubled one is none; the end of the text when it is not closed.
    private static int Close(string text, int open)
    {
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] != text[open])
            {
                continue;
            }

            if (i + 1 == text.Length || text[i + 1] != text[open])
            {
                return i;
            }

            i++;
        }

        return text.Length;
    }
}
