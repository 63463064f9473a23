using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Tests.Projects.Secrets;

[TestClass]
public sealed class SecretValueTests
{
    // Put together here, so that no scanner takes this file for a leak.
    private static readonly string _body = new('A', 64);

    [TestMethod]
    [DataRow("DB_PASSWORD", "hunter2", SecretKind.NamedSecret)]
    [DataRow("DB_PASSWORD", "123456", SecretKind.NamedSecret)]
    [DataRow("DB_PASSWORD", "changeme", SecretKind.NamedSecret)]
    [DataRow("API_TOKEN", "1234567", SecretKind.NamedSecret)]
    [DataRow("X", "postgres://app:s3cret@db:5432/x", SecretKind.UrlPassword)]
    [DataRow("X", "amqp://:s3cret@mq", SecretKind.UrlPassword)]
    [DataRow("X", "Server=db;User Id=sa;Password=s3cret;", SecretKind.ConnectionString)]
    [DataRow("X", "Server=db; PWD = 'a;b''c' ;", SecretKind.ConnectionString)]
    [DataRow("X", "Note=\"Password=no\";Pwd=\"yes\"", SecretKind.ConnectionString)]
    [DataRow("X", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9v==", SecretKind.ConnectionString)]
    [DataRow("X", "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=abc=", SecretKind.ConnectionString)]
    [DataRow("X", "redis:6379,password=s3cret,ssl=true", SecretKind.ConnectionString)]
    public void Secrets_are_recognised(string name, string value, SecretKind kind) => Assert.AreEqual(kind, SecretValue.Judge(name, value));

    [TestMethod]
    [DataRow("DB_PASSWORD", "")]
    [DataRow("DB_PASSWORD", "  ")]
    [DataRow("DB_PASSWORD", "${DB_PASSWORD}")]
    [DataRow("DB_PASSWORD", "$(DB_PASSWORD)")]
    [DataRow("DB_PASSWORD", "$DB_PASSWORD")]
    [DataRow("DB_PASSWORD", "<your password>")]
    [DataRow("DB_PASSWORD", "{{ .Values.password }}")]
    [DataRow("DB_PASSWORD", "#{password}#")]
    [DataRow("DB_PASSWORD", "***")]
    [DataRow("DB_PASSWORD", "True")]
    [DataRow("DB_PASSWORD", "null")]
    [DataRow("DB_PASSWORD", "/run/secrets/db")]
    [DataRow("API_TOKEN", "3600")]
    [DataRow("API_TOKEN", "https://login.example.com/token")]
    [DataRow("ConnectionStrings:Db", "Server=(localdb)\\mssqllocaldb;Integrated Security=true")]
    [DataRow("ConnectionStrings:Db", "Data Source=app.db")]
    [DataRow("ConnectionStrings:Db", "Server=db;Password=${DB_PASSWORD}")]
    [DataRow("ConnectionStrings:Db", "Server=db;Password=;")]
    [DataRow("X", "postgres://app@db/x")]
    [DataRow("X", "postgres://app:${PASSWORD}@db/x")]
    [DataRow("X", "https://example.com/a:b@c")]
    [DataRow("X", "Note='Password=no';Server=db")]
    [DataRow("X", "hunter2")]
    [DataRow("MONKEY", "banana")]
    [DataRow("PASSWORD_FILE", "secret.txt")]
    [DataRow("X", "AKIAABCDEFGHIJKLMNOPQ")]
    [DataRow("X", "eyJhbGciOi.notjson.x")]
    [DataRow("X", "xoxo-love")]
    public void Everything_else_is_not(string name, string value) => Assert.IsNull(SecretValue.Judge(name, value));

    [TestMethod]
    public void Formats_of_providers_are_recognised_inside_text()
    {
        Assert.AreEqual(SecretKind.AwsAccessKey, SecretValue.Judge("X", "key: AKI" + "AIOSFODNN7EXAMPLE, eu"));
        Assert.AreEqual(SecretKind.GitHubToken, SecretValue.Judge("X", "gh" + "p_" + _body[..36]));
        Assert.AreEqual(SecretKind.GitHubToken, SecretValue.Judge("X", "gh" + "o_" + _body[..36]));
        Assert.AreEqual(SecretKind.GitHubToken, SecretValue.Judge("X", "github" + "_pat_" + _body));
        Assert.AreEqual(SecretKind.SlackToken, SecretValue.Judge("X", "xox" + "b-123456789012-abc"));
        Assert.AreEqual(SecretKind.GoogleApiKey, SecretValue.Judge("X", "AI" + "za" + _body[..35]));
        Assert.AreEqual(SecretKind.JsonWebToken, SecretValue.Judge("X", "Bearer ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxIn0." + _body));
    }

    [TestMethod]
    [DataRow("RSA PRIVATE KEY", "\n", true)]
    [DataRow("PRIVATE KEY", "\r\n", true)]
    [DataRow("ENCRYPTED PRIVATE KEY", "\\n", true)]
    [DataRow("OPENSSH PRIVATE KEY", "\n", true)]
    [DataRow("PGP PRIVATE KEY BLOCK", "\n\n", true)]
    [DataRow("EC PRIVATE KEY", "\nProc-Type: 4,ENCRYPTED\n", true)]
    [DataRow("PUBLIC KEY", "\n", false)]
    [DataRow("CERTIFICATE", "\n", false)]
    [DataRow("PRIVATE KEY", "", false)]
    public void Private_keys_in_PEM_are_recognised(string label, string lineEnd, bool expected)
    {
        string text = $"x -----BEGIN {label}-----{lineEnd}{_body}";

        Assert.AreEqual(expected ? SecretKind.PrivateKey : null, SecretValue.Judge("X", text));
        Assert.AreEqual(expected, PemPrivateKey.IsIn(System.Text.Encoding.ASCII.GetBytes(text)));
    }

    [TestMethod]
    public void A_label_among_a_programs_strings_is_no_key()
    {
        Assert.IsFalse(PemPrivateKey.IsIn("-----BEGIN PRIVATE KEY-----\0-----BEGIN RSA PRIVATE KEY-----\0"u8));
        Assert.IsFalse(PemPrivateKey.IsIn("-----BEGIN PRIVATE KEY-----\n"u8));
    }

    [TestMethod]
    [Timeout(5000, CooperativeCancellation = false)]
    [DataRow("-----BEGIN ")]
    [DataRow("a=")]
    [DataRow(";=")]
    [DataRow("x://")]
    [DataRow("a:b@")]
    [DataRow("eyJ.")]
    [DataRow("\"'")]
    [DataRow(",password=")]
    [DataRow("${")]
    public void Hostile_values_are_judged_quickly(string piece) => _ = SecretValue.Judge("PASSWORD", string.Concat(Enumerable.Repeat(piece, 200_000)));

    [TestMethod]
    public void What_is_shown_of_a_secret_is_its_length()
    {
        Assert.AreEqual("*** (7 characters)", Redaction.Of("hunter2"));
        Assert.AreEqual("*** (1 character)", Redaction.Of("x"));
    }
}
