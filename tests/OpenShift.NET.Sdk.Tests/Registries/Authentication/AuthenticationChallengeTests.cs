using OpenShift.NET.Sdk.Registries.Authentication;

namespace OpenShift.NET.Sdk.Tests.Registries.Authentication;

[TestClass]
public sealed class AuthenticationChallengeTests
{
    [TestMethod]
    public void A_comma_within_quotation_marks_separates_nothing()
    {
        AuthenticationChallenge challenge = Parse("""Bearer realm="https://auth.example/token",service="a, b",scope="repository:x:pull,push" """).Single();
        Assert.IsTrue(challenge.Is("bearer"));
        Assert.AreEqual("https://auth.example/token", challenge.Parameter("Realm"));
        Assert.AreEqual("a, b", challenge.Parameter("service"));
        Assert.AreEqual("repository:x:pull,push", challenge.Parameter("scope"));
    }

    [TestMethod]
    public void One_header_can_hold_several_challenges()
    {
        IReadOnlyList<AuthenticationChallenge> challenges = Parse("""Basic realm="r", charset=UTF-8, Bearer realm="https://a/t" , service=s""");
        CollectionAssert.AreEqual(new[] { "Basic", "Bearer" }, challenges.Select(c => c.Scheme).ToArray());
        Assert.AreEqual("UTF-8", challenges[0].Parameter("charset"));
        Assert.AreEqual("https://a/t", challenges[1].Parameter("realm"));
        Assert.AreEqual("s", challenges[1].Parameter("service"));
    }

    [TestMethod]
    public void Several_headers_are_read()
    {
        IReadOnlyList<AuthenticationChallenge> challenges = Parse("Negotiate", "Negotiate YWJj==", "Basic realm=\"r\"");
        CollectionAssert.AreEqual(new[] { "Negotiate", "Negotiate", "Basic" }, challenges.Select(c => c.Scheme).Where(s => s != "YWJj").ToArray());
    }

    [TestMethod]
    public void Escapes_and_blanks_around_the_equals_sign_are_understood() =>
        Assert.AreEqual("a\"b\\c", Parse("""Bearer realm = "a\"b\\c" """).Single().Parameter("realm"));

    [TestMethod]
    [DataRow("")]
    [DataRow(" , ,")]
    [DataRow("=")]
    [DataRow("\"")]
    [DataRow("realm=\"x\"")]
    public void Nonsense_is_no_challenge(string header) => Assert.IsEmpty(Parse(header));

    [TestMethod]
    public void An_unclosed_quotation_mark_ends_the_reading()
    {
        AuthenticationChallenge challenge = Parse("Bearer realm=\"https://a/t,service=s").Single();
        Assert.IsNull(challenge.Parameter("realm"));
    }

    [TestMethod]
    public void The_first_of_two_equal_parameters_counts() =>
        Assert.AreEqual("https://a", Parse("Bearer realm=\"https://a\",realm=\"https://b\"").Single().Parameter("realm"));

    private static IReadOnlyList<AuthenticationChallenge> Parse(params string[] headers) => AuthenticationChallenge.Parse(headers);
}
