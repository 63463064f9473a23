using OpenShift.NET.Sdk.Images.Contents;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace OpenShift.NET.Sdk.Tests;

[TestClass]
public sealed class DigestTests
{
    [TestMethod]
    [DataRow("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [DataRow("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("sha256:e3b0")]
    [DataRow("")]
    public void Other_spellings_are_refused(string text) => Assert.IsFalse(Digest.TryParse(text, out _));

    [TestMethod]
    public void The_digest_of_nothing_is_the_known_one() =>
        Assert.AreEqual("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Digest.Of([]).ToString());
}
