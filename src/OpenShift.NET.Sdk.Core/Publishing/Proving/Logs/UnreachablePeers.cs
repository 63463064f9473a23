using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Logs;

/// <summary>Finds in a log the peers that a program asked in vain: as .NET's sockets and HTTP say it, and the clients of databases, caches and brokers.</summary>
internal static partial class UnreachablePeers
{
    private const int MostPeers = 50;

    /// <summary>The peers, each once, in the order of the log.</summary>
    public static ImmutableArray<UnreachablePeer> Of(IEnumerable<LogLine> log)
    {
        LogLine[] lines = [.. log];
        bool hasSqlite = SqliteFiles.TellsErrors(lines);
        var found = ImmutableArray.CreateBuilder<UnreachablePeer>();
        foreach (LogLine line in lines)
        {
            if (found.Count < MostPeers && !SqliteFiles.IsNamedIn(line.Text, hasSqlite) && Read(line.Text) is { } peer && !found.Any(f => f.Host.Equals(peer.Host, StringComparison.OrdinalIgnoreCase) && f.Port == peer.Port))
            {
                found.Add(new UnreachablePeer(peer.Host, peer.Port, line.At));
            }
        }

        // Who resolves names itself, and a client of several servers, say that they were asked in vain and not who.
        if (found.Count == 0 && Array.Find(lines, static l => Unnamed().IsMatch(l.Text)) is { } unnamed)
        {
            found.Add(new UnreachablePeer(unnamed.Text.Contains("redis", StringComparison.Ordinal) ? UnreachablePeer.UnnamedRedis : UnreachablePeer.Unnamed, null, unnamed.At));
        }

        return found.ToImmutable();
    }

    private static (string Host, int? Port)? Read(string line)
    {
        Match match = Unknown().Match(line);
        if (match.Success)
        {
            return Peer(match, isUnknown: true);
        }

        match = Refused().Match(line);
        return match.Success ? Peer(match, isUnknown: false) : null;
    }

    private static (string Host, int? Port)? Peer(Match match, bool isUnknown)
    {
        string host = match.Groups["host"].Value.Trim('[', ']');
        int? port = !isUnknown && int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 65535 ? number : null;
        return host.Length == 0 ? null : (host, port);
    }

    // HttpClient; Go; node; librdkafka.
    [GeneratedRegex(@"(?:Name or service not known|Name does not resolve|Temporary failure in name resolution|Resource temporarily unavailable|No such host is known\.?|Try again) \((?<host>[\w.\-]+):\d+\)|lookup (?<host>[\w.\-]+)[^:]*: no such host|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.\-]+)|Failed to resolve '(?<host>[\w.\-]+):\d+'")]
    private static partial Regex Unknown();

    // Dns, as Npgsql and others use it; StackExchange.Redis.
    [GeneratedRegex(@"SocketException[^:]*: (?:Name or service not known|No such host is known\.?|Temporary failure in name resolution)\s*$|It was not possible to connect to the redis server\(s\)")]
    private static partial Regex Unnamed();

    // HttpClient and sockets; Npgsql; Entity Framework Core's connection; StackExchange.Redis; RabbitMQ.Client and MassTransit; Go; node; MongoDB.
    [GeneratedRegex(@"(?:Connection refused|No route to host|Network is unreachable|Connection timed out|Host is unreachable) \(?(?<host>\[[0-9a-fA-F:]+\]|[\w.\-]+):(?<port>\d+)\)?|Failed to connect to (?:tcp://)?(?<host>\[[0-9a-fA-F:]+\]|[\w.\-]+):(?<port>\d+)|error occurred using the connection to database '[^']*' on server '(?:tcp:(?://)?)?(?<host>[\w.\-\\]+)(?:[:,](?<port>\d+))?'|(?:UnableToConnect|UnableToResolvePhysicalConnection|SocketFailure\)?) on (?<host>[\w.\-]+):(?<port>\d+)|Connection failed, host (?<host>[\w.\-]+):(?<port>\d+)|Connection Failed: (?:rabbitmq|amqps?)://(?:[^@/\s]*@)?(?<host>[\w.\-]+)(?::(?<port>\d+))?|dial tcp (?<host>\[[0-9a-fA-F:]+\]|[\w.\-]+):(?<port>\d+): (?:connect: )?(?:connection refused|i/o timeout|no route to host)|ECONNREFUSED (?<host>[\w.\-:]+):(?<port>\d+)|EndPoint: ""Unspecified/(?<host>[\w.\-]+):(?<port>\d+)"".{0,200}HeartbeatException")]
    private static partial Regex Refused();
}
