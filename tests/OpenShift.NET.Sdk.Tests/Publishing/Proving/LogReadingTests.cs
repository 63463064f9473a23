using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

[TestClass]
public sealed class LogReadingTests
{
    [TestMethod]
    [DataRow("System.UnauthorizedAccessException: Access to the path '/app/data/orders.db' is denied.", "/app/data/orders.db Permission denied")]
    [DataRow("System.IO.IOException: Read-only file system : '/app/logs'", "/app/logs Read-only file system")]
    [DataRow("mkdir: cannot create directory '/opt/x y': Permission denied", "/opt/x y Permission denied")]
    [DataRow("mkdir: cannot create directory ‘/opt/x’: Read-only file system", "/opt/x Read-only file system")]
    [DataRow("/bin/sh: 1: cannot create /app/out.txt: Permission denied", "/app/out.txt Permission denied")]
    [DataRow("nginx: [emerg] open() \"/var/run/nginx.pid\" failed (13: Permission denied)", "/var/run/nginx.pid Permission denied")]
    [DataRow("Error: EACCES: permission denied, open '/root/.npmrc'", "/root/.npmrc Permission denied")]
    [DataRow("PermissionError: [Errno 13] Permission denied: '/srv/a'", "/srv/a Permission denied")]
    [DataRow("open /etc/app/key.pem: permission denied", "/etc/app/key.pem Permission denied")]
    [DataRow("   at Shop.Store.Save(String path) in /src/Store.cs:line 5", "")]
    [DataRow("Permission denied for user shop", "")]
    [DataRow("Access to the resource is denied", "")]
    [DataRow("Now listening on: http://[::]:8080", "")]
    public void Paths_that_were_denied_are_found(string line, string expected) =>
        Assert.AreEqual(expected, string.Join(", ", DeniedPaths.Of([new LogLine(5, true, line)]).Select(static d => $"{d.Path} {d.Reason}")));

    [TestMethod]
    [DataRow("System.Net.Http.HttpRequestException: Connection refused (catalog:8080)", "catalog:8080")]
    [DataRow("System.Net.Http.HttpRequestException: Name or service not known (catalog:8080)", "catalog:")]
    [DataRow("System.Net.Sockets.SocketException (111): Connection refused 127.0.0.1:5672", "127.0.0.1:5672")]
    [DataRow("System.Net.Http.HttpRequestException: Connection refused ([::1]:5000)", "::1:5000")]
    [DataRow("Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.0.5:5432", "10.0.0.5:5432")]
    [DataRow("An error occurred using the connection to database 'shop' on server 'tcp://db:5432'.", "db:5432")]
    [DataRow("An error occurred using the connection to database 'shop' on server 'sql,1433'.", "sql:1433")]
    [DataRow("An error occurred using the connection to database 'shop' on server 'sql'.", "sql:")]
    [DataRow("StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s). UnableToConnect on redis:6379/Interactive, Initializing/NotStarted", "redis:6379")]
    [DataRow("RabbitMQ.Client.Exceptions.ConnectFailureException: Connection failed, host rabbit:5672", "rabbit:5672")]
    [DataRow("warn: MassTransit[0] Connection Failed: rabbitmq://guest@rabbit/", "rabbit:")]
    [DataRow("dial tcp: lookup db on 10.0.2.3:53: no such host", "")]
    [DataRow("dial tcp 10.0.0.9:5432: connect: connection refused", "10.0.0.9:5432")]
    [DataRow("Error: getaddrinfo ENOTFOUND mongo", "mongo:")]
    [DataRow("Error: connect ECONNREFUSED 127.0.0.1:27017", "127.0.0.1:27017")]
    [DataRow("%3|1700000000.0|FAIL|rdkafka#producer-1| [thrd:kafka:9092/bootstrap]: kafka:9092/bootstrap: Failed to resolve 'kafka:9092': Name or service not known", "kafka:")]
    [DataRow(" ---> System.Net.Sockets.SocketException (00000005, 0xFFFDFFFF): Name or service not known", "a host that its log does not name:")]
    [DataRow("Unhandled exception. StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s). Error connecting right now.", "a redis server that its log does not name:")]
    [DataRow("Connected to db:5432", "")]
    [DataRow("Connection refused by policy", "")]
    public void Peers_that_were_asked_in_vain_are_found(string line, string expected) =>
        Assert.AreEqual(expected, string.Join(", ", UnreachablePeers.Of([new LogLine(5, true, line)]).Select(static p => $"{p.Host}:{p.Port}")));

    [TestMethod]
    [DataRow("discountdb", "/app/discountdb")]
    [DataRow("./data/shop.db", "/app/data/shop.db")]
    [DataRow("/var/shop.db", "/var/shop.db")]
    public void A_file_that_SQLite_cannot_open_is_a_file_and_no_server(string source, string expected)
    {
        string connection = $"      An error occurred using the connection to database 'main' on server '{source}'.";
        ImmutableArray<LogLine> log = [new(1, false, "fail: Microsoft.EntityFrameworkCore.Database.Connection[20004]"), new(2, false, connection), new(3, false, connection), new(4, true, "SQLite Error 14: 'unable to open database file'.")];
        Assert.IsEmpty(UnreachablePeers.Of(log));
        Assert.AreEqual($"{expected} SQLite Error 14, unable to open database file", string.Join(", ", DeniedPaths.Of(log, "/app").Select(static d => $"{d.Path} {d.Reason}")));

        // A database of another server may have that name; and SQLite may have had no room for what it wrote.
        Assert.HasCount(1, UnreachablePeers.Of([new LogLine(1, false, "An error occurred using the connection to database 'main' on server 'sql'.")]));
        Assert.IsEmpty(DeniedPaths.Of([new LogLine(1, false, connection), new LogLine(2, true, "SQLite Error 13: 'database or disk is full'.")], "/app"));
    }

    [TestMethod]
    public void Whom_one_line_names_needs_no_other_that_does_not()
    {
        LogLine[] log = [new(1, false, "SocketException (00000005, 0xFFFDFFFF): Name or service not known"), new(2, false, "Connection refused (db:5432)")];
        Assert.AreEqual("db", UnreachablePeers.Of(log).Single().Host);
    }

    [TestMethod]
    public void What_is_said_again_is_told_once()
    {
        LogLine[] log = [.. Enumerable.Range(0, 100).Select(static i => new LogLine(i, true, i % 2 == 0 ? "Connection refused (db:5432)" : "Access to the path '/x' is denied."))];
        Assert.AreEqual(0d, UnreachablePeers.Of(log).Single().At);
        Assert.AreEqual(1d, DeniedPaths.Of(log).Single().At);
    }

    [TestMethod]
    public void Secrets_are_hidden_whole_in_parts_and_encoded()
    {
        SecretValues secrets = SecretValues.Of(["Server=sql;User Id=sa;Password='t0p$ecret';", "amqp://user:r%40bbit@mq/", "redis:6379,password=redispass", "abc", "key\\with\"quotes"]);
        Assert.AreEqual("*** *** *** *** abc ***", secrets.Hide("t0p$ecret t0p%24ecret r@bbit redispass abc key\\\\with\\\"quotes"));
        Assert.AreEqual("***", secrets.Hide("Server=sql;User Id=sa;Password='t0p$ecret';"));
        Assert.AreEqual("server sql", secrets.Hide("server sql"));
        Assert.AreEqual("nothing", SecretValues.Of([]).Hide("nothing"));
    }
}
