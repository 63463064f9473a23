using OpenShift.NET.Sdk.Guidelines.Html;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Html;

[TestClass]
public sealed class RedactedTextTests
{
    [TestMethod]
    [DataRow("exec dotnet /app/App.dll --urls http://+:8080", "exec dotnet /app/App.dll --urls http://+:8080")]
    [DataRow("export A=b DB_PASSWORD='hunter 2 hunter'", "export A=b DB_PASSWORD=*** (15 characters)")]
    [DataRow("login --password hunter2hunter2 --verbose", "login --password *** (14 characters) --verbose")]
    [DataRow("login --password=hunter2hunter2", "login --password=*** (14 characters)")]
    [DataRow("login --password \"$PASSWORD\"", "login --password \"$PASSWORD\"")]
    [DataRow("ENV API_KEY k3yk3yk3yk3y", "ENV API_KEY *** (12 characters)")]
    [DataRow("curl -H 'Authorization: Bearer' https://a:bbbbbbbb@c.example.com/", "curl -H 'Authorization: Bearer' *** (33 characters)")]
    [DataRow("curl -u me:hunter2 x", "curl -u me:*** (7 characters) x")]
    [DataRow("it's 5 o'clock\tand  two blanks", "it's 5 o'clock\tand  two blanks")]
    [DataRow("", "")]
    public void Secrets_are_taken_out_and_the_rest_stays(string text, string expected) => Assert.AreEqual(expected, RedactedText.Of(text));
}
