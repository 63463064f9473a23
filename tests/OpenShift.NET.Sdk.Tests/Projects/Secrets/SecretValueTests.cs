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
    [DataRow("X", "https://hooks.slack.com/services/T04ABCDEF/B05GHIJKL/k3YbWq7LmN2pRs9TuVx4Yz1A", SecretKind.WebhookUrl)]
    [DataRow("X", "notify https://hooks.slack.com/workflows/T04ABCDEF/A05GHIJKL/431902/k3YbWq7LmN2pRs9T, please", SecretKind.WebhookUrl)]
    [DataRow("X", "https://discord.com/api/webhooks/1012345678901234567/k3YbWq7LmN2pRs9TuVx4Yz1Ak3YbWq7LmN2pRs9TuVx4Yz1Ak3YbWq7LmN2pRs9TuVx4", SecretKind.WebhookUrl)]
    [DataRow("X", "https://contoso.webhook.office.com/webhookb2/0f8fad5b-d9cb-469f-a165-70867728950e@7c9e6679-7425-40de-944b-e07fc1f90ae7/IncomingWebhook/1b2c3d4e5f60718293a4b5c6d7e8f901/7c9e6679-7425-40de-944b-e07fc1f90ae7", SecretKind.WebhookUrl)]
    [DataRow("X", "https://chat.contoso.example/hooks/9xk3ybwq7lmn2prs9tuvx4yz1a", SecretKind.WebhookUrl)]
    [DataRow("X", "https://open.larksuite.example/open-apis/bot/v2/hook/0f8fad5b-d9cb-469f-a165-70867728950e", SecretKind.WebhookUrl)]
    [DataRow("X", "https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage", SecretKind.WebhookUrl)]
    [DataRow("X", "https://hooks.zapier.com/hooks/catch/1234567/bk2x9q/", SecretKind.WebhookUrl)]
    [DataRow("X", "https://prod-12.westeurope.logic.azure.com:443/workflows/ab12/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers&sv=1.0&sig=k3YbWq7LmN2pRs9TuVx4Yz1AbC", SecretKind.UrlToken)]
    [DataRow("X", "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k3YbWq7LmN2pRs9TuVx4&token=k3YbWq7LmN2pRs9TuVx4Yz1AbC", SecretKind.UrlToken)]
    [DataRow("Sentry:Dsn", "https://5f2d1c8b9a0e4f37b6c5d4e3f2a1b0c9@o447951.ingest.sentry.io/5429219", SecretKind.UrlToken)]
    [DataRow("X", "https://5f2d1c8b9a0e4f37b6c5d4e3f2a1b0c9:1a2b3c4d5e6f708192a3b4c5d6e7f809@sentry.contoso.example/2", SecretKind.UrlPassword)]
    [DataRow("X", "https://shop.blob.core.windows.net/images?sv=2023-11-03&ss=b&srt=o&sp=r&se=2030-01-01&sig=k3YbWq7LmN2pRs9TuVx4Yz1AbC%3D", SecretKind.UrlToken)]
    [DataRow("X", "https://bucket.s3.amazonaws.com/a.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=5f2d1c8b9a0e4f37b6c5d4e3f2a1b0c95f2d1c8b9a0e4f37b6c5d4e3f2a1b0c9", SecretKind.UrlToken)]
    [DataRow("X", "jdbc:postgresql://db/shop?user=shop&password=hunter2", SecretKind.UrlPassword)]
    [DataRow("X", "https://api.contoso.example/v1?api_key=k3YbWq7LmN2p", SecretKind.UrlToken)]
    [DataRow("Jwt:Key", "ThisIsMySuperSecretKey12345", SecretKind.NamedSecret)]
    [DataRow("Jwt__Key", "this is my custom Secret key for authentication", SecretKind.NamedSecret)]
    [DataRow("JwtSettings:IssuerSigningKey", "k3YbWq7LmN2pRs9T", SecretKind.NamedSecret)]
    [DataRow("Tokens:Key", "0123456789ABCDEF", SecretKind.NamedSecret)]
    [DataRow("Session:Key", "k3YbWq7LmN2pRs9TuVx4", SecretKind.NamedSecret)]
    [DataRow("Secrets:Stripe", "k3YbWq7LmN2pRs9TuVx4", SecretKind.NamedSecret)]
    [DataRow("Clients:0:ClientSecrets:0:Value", "49C1A7E1-0C79-4A89-A3D6-A37998FB86B0", SecretKind.NamedSecret)]
    [DataRow("PAYMENT_AUTHORIZATION", "Bearer TEST-1380797655451164-010212", SecretKind.Authorization)]
    [DataRow("X", "bearer k3YbWq7LmN2pRs9TuVx4", SecretKind.Authorization)]
    [DataRow("X", "Basic YXBwOmh1bnRlcjI=", SecretKind.Authorization)]
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
    [DataRow("DB_PASSWORD", "----------")]
    [DataRow("DB_PASSWORD", "???")]
    [DataRow("X", "Bearer ${TOKEN}")]
    [DataRow("X", "Bearer your-token-goes-here-1")]
    [DataRow("X", "Bearer of good news that has 20 letters")]
    [DataRow("X", "Basic authentication")]
    [DataRow("X", "Basic YXBwOg==")]
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
    [DataRow("X", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX")]
    [DataRow("X", "https://hooks.slack.com/services/YOUR/SLACK/WEBHOOK")]
    [DataRow("X", "https://hooks.slack.com/services/")]
    [DataRow("X", "https://discord.com/api/webhooks/<id>/<token>")]
    [DataRow("X", "https://shop.contoso.example/webhooks/stripe-payment-intent-succeeded")]
    [DataRow("X", "https://docs.contoso.example/webhooks/receiving-github-events-v3")]
    [DataRow("X", "https://blog.contoso.example/2024/hooks/what_is_new_in_oauth2_2024.html")]
    [DataRow("X", "https://shop.contoso.example/api/hooks/4711")]
    [DataRow("X", "https://<key>@o0.ingest.sentry.io/0")]
    [DataRow("X", "https://examplePublicKey@o0.ingest.sentry.io/0")]
    [DataRow("X", "https://git@github.com/contoso/shop.git")]
    [DataRow("X", "https://login.contoso.example/authorize?client_id=0f8fad5b-d9cb-469f-a165-70867728950e&response_type=code&code=abc")]
    [DataRow("X", "https://api.contoso.example/orders?key=name&sort=asc")]
    [DataRow("X", "https://maps.contoso.example/?api_key=${MAPS_KEY}")]
    [DataRow("X", "https://maps.contoso.example/?api_key=your-api-key")]
    [DataRow("X", "https://contoso.example/reset?token={token}")]
    [DataRow("X", "https://contoso.example/0f8fad5b-d9cb-469f-a165-70867728950e/v2.0")]
    [DataRow("Jwt:Key", "your-256-bit-secret")]
    [DataRow("Jwt:Key", "YOUR_SECRET_KEY_HERE")]
    [DataRow("Jwt:Key", "changeme")]
    [DataRow("Jwt:Key", "ThisKeyIsAPlaceholder-ChangeMe!")]
    [DataRow("Jwt:Key", "<a key of 32 characters>")]
    [DataRow("Jwt:Key", "[your key]")]
    [DataRow("Jwt:Key", "xxxxxxxxxxxxxxxxxxxx")]
    [DataRow("Jwt:Key", "REPLACE_WITH_A_KEY")]
    [DataRow("Jwt:Key", "")]
    [DataRow("Jwt:KeyId", "k3YbWq7LmN2pRs9T")]
    [DataRow("Jwt:Issuer", "https://id.contoso.example")]
    [DataRow("Session:Key", ".Shop.Session")]
    [DataRow("Cookie:Key", "basket")]
    [DataRow("Cache:Key", "k3YbWq7LmN2pRs9TuVx4")]
    [DataRow("Stripe:ApiKey", "your-api-key")]
    [DataRow("Stripe:ApiKey", "set in user secrets")]
    [DataRow("Stripe:ApiKey", "key goes here")]
    [DataRow("Credentials:UserName", "shop")]
    [DataRow("Token:Scheme", "Bearer")]
    [DataRow("Secrets:Store", "vault")]
    [DataRow("Clients:0:ClientSecrets:0:Value", "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=")]
    public void Everything_else_is_not(string name, string value) => Assert.IsNull(SecretValue.Judge(name, value));

    [TestMethod]
    [DataRow("changeme", SecretKind.NamedSecret, true)]
    [DataRow("secret", SecretKind.NamedSecret, true)]
    [DataRow("Nothing here. Saved in Env Variables", SecretKind.NamedSecret, true)]
    [DataRow("comes from user-secrets' secrets.json", SecretKind.NamedSecret, true)]
    [DataRow("this is the secret of our house", SecretKind.NamedSecret, false)]
    [DataRow("postgres", SecretKind.NamedSecret, false)]
    [DataRow("Server=db;Password=your_password", SecretKind.ConnectionString, true)]
    [DataRow("Server=db;Password=Pass@word", SecretKind.ConnectionString, false)]
    [DataRow("amqp://shop:changeme@mq", SecretKind.UrlPassword, true)]
    [DataRow("amqp://guest:guest@mq", SecretKind.UrlPassword, false)]
    public void What_stands_for_a_secret_is_told_from_one(string value, SecretKind kind, bool expected) => Assert.AreEqual(expected, SecretValue.IsStandIn(value, kind));

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

    [TestMethod]
    public void A_command_line_is_shown_without_its_secrets()
    {
        Assert.AreEqual(
            "dotnet App.dll --urls=http://*:8080 --Jwt:Key=*** (27 characters) --password *** (7 characters) --Hook *** (44 characters) --level debug",
            SecretArguments.Redacted(["dotnet", "App.dll", "--urls=http://*:8080", "--Jwt:Key=ThisIsMySuperSecretKey12345", "--password", "hunter2", "--Hook", "https://api.contoso.example/?token=k3YbWq7Lm", "--level", "debug"]));
    }
}
