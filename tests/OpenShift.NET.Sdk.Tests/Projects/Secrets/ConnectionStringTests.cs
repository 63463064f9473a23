using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Tests.Projects.Secrets;

[TestClass]
public sealed class ConnectionStringTests
{
    [TestMethod]
    [DataRow("Server=db;Password=s3cret;Timeout=5", "s3cret")]
    [DataRow("; ;Server=db;; pwd = s3cret ", "s3cret")]
    [DataRow("Pwd=\"a\"\"b;c\";Server=db", "a\"b;c")]
    [DataRow("Pwd='a''b", "a'b")]
    [DataRow("Pwd='a\"\"b'", "a\"\"b")]
    [DataRow("Password=${DB};Shared_Access-Key=abc=", "abc=")]
    [DataRow("Note=\"Password=no\";Server=db", null)]
    [DataRow("Password=", null)]
    [DataRow("Password=\"\"", null)]
    [DataRow("Password=\"", null)]
    [DataRow("Server=db;nothing;Password=s3cret", null)]
    [DataRow("redis:6379,ssl=true, password=s3cret", "s3cret")]
    [DataRow("password=s3cret of a sentence", "s3cret of a sentence")]
    [DataRow("no connection string", null)]
    [DataRow("", null)]
    public void The_first_secret_is_found_where_a_provider_would_read_it(string text, string? secret) => Assert.AreEqual(secret, ConnectionString.FindSecret(text));
}
