using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Tests.Projects.Secrets;

[TestClass]
public sealed class SecretNameTests
{
    [TestMethod]
    [DataRow("PASSWORD")]
    [DataRow("DB_PASSWORD")]
    [DataRow("dbPassword")]
    [DataRow("DBPassword1")]
    [DataRow("POSTGRES_PASSWD")]
    [DataRow("MYSQL_PWD")]
    [DataRow("smtp.pass")]
    [DataRow("KEY_PASSPHRASE")]
    [DataRow("CLIENT_SECRET")]
    [DataRow("Auth0:ClientSecret")]
    [DataRow("GITHUB_TOKEN")]
    [DataRow("ApiKey")]
    [DataRow("APIKEY")]
    [DataRow("x-api-key")]
    [DataRow("APIKey")]
    [DataRow("AWS_SECRET_ACCESS_KEY")]
    [DataRow("Jwt__SigningKey")]
    [DataRow("Storage:AccountKey")]
    [DataRow("ConnectionStrings__Default")]
    [DataRow("ConnectionStrings:Default")]
    [DataRow("SqlConnectionString")]
    [DataRow("SAS")]
    [DataRow("Kestrel:Certificates:Default:Password")]
    [DataRow("Endpoint:Password")]
    public void Names_of_secrets_are_recognised(string name) => Assert.IsTrue(SecretName.IsSecret(name));

    [TestMethod]
    [DataRow("MONKEY")]
    [DataRow("BYPASS")]
    [DataRow("COMPASS")]
    [DataRow("ACCESSIBILITY")]
    [DataRow("ACCESS")]
    [DataRow("KEY")]
    [DataRow("KEYBOARD")]
    [DataRow("PublicKeyToken")]
    [DataRow("GPG_KEY")]
    [DataRow("GPG_KEYS")]
    [DataRow("TOKEN_URL")]
    [DataRow("TokenEndpoint")]
    [DataRow("Jwt:TokenLifetime")]
    [DataRow("PasswordMinLength")]
    [DataRow("Password:MinLength")]
    [DataRow("Identity:Password:RequireDigit")]
    [DataRow("PASSWORD_FILE")]
    [DataRow("AWS_ACCESS_KEY_ID")]
    [DataRow("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [DataRow("DOTNET_SYSTEM_NET_HTTP_TOKEN")]
    [DataRow("ASPNETCORE_TOKEN")]
    [DataRow("SECRETARY")]
    [DataRow("AUTHOR")]
    [DataRow("SASQUATCH")]
    [DataRow("PUBLIC_ACCESS_KEY")]
    [DataRow("PATH")]
    [DataRow("")]
    [DataRow("___")]
    public void Names_that_only_sound_like_it_are_not(string name) => Assert.IsFalse(SecretName.IsSecret(name));

    [TestMethod]
    [DataRow("PASSWORD_FILE", true)]
    [DataRow("POSTGRES_PASSWORD_FILE", true)]
    [DataRow("TokenPath", true)]
    [DataRow("PASSWORD", false)]
    [DataRow("LOG_FILE", false)]
    public void The_good_pattern_is_recognised(string name, bool expected) => Assert.AreEqual(expected, SecretName.NamesFile(name));

    [TestMethod]
    [DataRow("APIKeyV2_max-Size", "api key v max size")]
    [DataRow("A:B/C.D__E", "a b c d e")]
    [DataRow("myURLPath", "my url path")]
    public void Names_are_split_into_words(string name, string words) => Assert.AreEqual(words, string.Join(' ', SecretName.Words(name)));

    [TestMethod]
    public void Passwords_are_told_from_other_secrets()
    {
        Assert.IsTrue(SecretName.IsPassword("DB_PASSWORD"));
        Assert.IsFalse(SecretName.IsPassword("API_TOKEN"));
    }
}
