using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>The addresses in a text: what every part of the product knows of hosts, ports and connection strings.</summary>
/// <param name="Text">The text.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Hosts">The hosts, in the text's order; none for a database in a file.</param>
/// <param name="Kind">What kind of server it leads to.</param>
internal sealed record AddressText(string Text, AddressForm Form, ImmutableArray<HostAddress> Hosts, ServerKind Kind)
{
    /// <summary>The file of a database that is one (SQLite, LiteDB, SQL Server Compact), as written; <see langword="null"/> for everything else, and for a database in memory or one that is only read.</summary>
    public string? File { get; init; }

    /// <summary>Whether the process' own account of a Windows domain logs in.</summary>
    public bool IntegratedSecurity { get; init; }

    /// <summary>Whether the host is a name that service discovery turns into an address from the configuration: <c>https+http://catalog</c>, <c>http://_admin.catalog</c>.</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>Whether one of the hosts is the machine itself, or only known to a developer's.</summary>
    public bool IsLocal => Hosts.Any(static h => h.IsLocal);

    /// <summary>Whether the form leaves no doubt that it is an address: <c>Monday:9</c> has the form of host and port too.</summary>
    public bool IsCertain => Form is AddressForm.Url or AddressForm.ConnectionString || IsLocal || Kind != ServerKind.Unknown || Hosts.Any(static h => h.Host.Contains('.', StringComparison.Ordinal));

    /// <summary>Reads a text as a whole; <see langword="null"/> when it is no address. E-mail addresses, media types, times, versions, and URLs of schemas, licences and pages of documentation are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isName">Whether a host name by itself is an address here, because of the setting's name or of a port beside it.</param>
    public static AddressText? Read(string text, bool isName = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AddressReader.Read(text, isName);
    }

    /// <summary>The file of a connection string's database; <see langword="null"/> when it has none, or the database is in memory.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="isReadOnly">Whether the database is only read.</param>
    /// <param name="isFile">Whether it is known to be of a database that is a file, so that any name is one; else the name has to look like one.</param>
    public static string? DatabaseFile(string text, out bool isReadOnly, bool isFile = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AddressReader.DatabaseFile(text, isFile, out isReadOnly);
    }

    /// <summary>Reads a text of several lines, a file for example: each of the addresses that stand in quotes, in a line or in a word of their own.</summary>
    public static IEnumerable<AddressText> ReadAll(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            if (Read(text) is { } whole)
            {
                yield return whole;
            }

            yield break;
        }

        foreach (string piece in text.Split(['\n', '\r', '"'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read(piece) is { } address)
            {
                yield return address;
                continue;
            }

            foreach (string word in piece.Split([' ', '\t', ',', '\'', '(', ')', '<', '>'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.Contains("://", StringComparison.Ordinal) && Read(word) is { } url)
                {
                    yield return url;
                }
            }
        }
    }

    /// <summary>The text with another host in place of those that are local; <see langword="null"/> when one of them is not spelled out in it.</summary>
    public string? With(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var text = new StringBuilder();
        int at = 0;
        foreach (HostAddress one in Hosts)
        {
            if (!one.IsLocal)
            {
                continue;
            }

            if (one.Length == 0)
            {
                return null;
            }

            text.Append(Text, at, one.Start - at).Append(host);
            at = one.Start + one.Length;
        }

        return text.Append(Text, at, Text.Length - at).ToString();
    }
}
