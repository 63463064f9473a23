using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Tests.Images.References;

[TestClass]
public sealed class ImageReferenceTests
{
    private const string Hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestMethod]
    [DataRow("busybox", "docker.io", "library/busybox", null, null)]
    [DataRow("busybox:1.36", "docker.io", "library/busybox", "1.36", null)]
    [DataRow("docker.io/busybox", "docker.io", "library/busybox", null, null)]
    [DataRow("index.docker.io/acme/web", "docker.io", "acme/web", null, null)]
    [DataRow("acme/web", "docker.io", "acme/web", null, null)]
    [DataRow("mcr.microsoft.com/dotnet/aspnet:10.0", "mcr.microsoft.com", "dotnet/aspnet", "10.0", null)]
    [DataRow("localhost/x", "localhost", "x", null, null)]
    [DataRow("localhost:5000/x", "localhost:5000", "x", null, null)]
    [DataRow("localhost:5000/x:5000", "localhost:5000", "x", "5000", null)]
    [DataRow("localhost:5000", "docker.io", "library/localhost", "5000", null)]
    [DataRow("[::1]:5000/a/b:c", "[::1]:5000", "a/b", "c", null)]
    [DataRow("Registry/x", "Registry", "x", null, null)]
    [DataRow("r.example:443/a.b_c__d---e/f:V1_.-x", "r.example:443", "a.b_c__d---e/f", "V1_.-x", null)]
    [DataRow("r.example/x@" + Hash, "r.example", "x", null, Hash)]
    [DataRow("r.example/x:1@" + Hash, "r.example", "x", "1", Hash)]
    public void A_reference_is_taken_apart(string text, string registry, string repository, string? tag, string? digest)
    {
        Assert.IsTrue(ImageReference.TryParse(text, out ImageReference? reference, out string? error), error);
        Assert.AreEqual(registry, reference.Registry);
        Assert.AreEqual(repository, reference.Repository);
        Assert.AreEqual(tag, reference.Tag);
        Assert.AreEqual(digest, reference.Digest?.ToString());
    }

    [TestMethod]
    [DataRow("x", "latest")]
    [DataRow("x:2", "2")]
    [DataRow("x:2@" + Hash, Hash)]
    public void The_digest_is_asked_for_before_the_tag_and_latest_last(string text, string expected) =>
        Assert.AreEqual(expected, ImageReference.Parse(text).Reference);

    [TestMethod]
    public void The_text_form_is_complete() =>
        Assert.AreEqual("docker.io/library/x:2@" + Hash, ImageReference.Parse("x:2@" + Hash).ToString());

    [TestMethod]
    [DataRow(null, "empty")]
    [DataRow("", "empty")]
    [DataRow(":1", "empty")]
    [DataRow("r.example/", "empty")]
    [DataRow("r.example//x", "empty component")]
    [DataRow("/x", "registry is empty")]
    [DataRow("https://r.example/x", "scheme")]
    [DataRow("x:", "tag is empty")]
    [DataRow("x:.a", "begins with")]
    [DataRow("x:a+b", "'+'")]
    [DataRow("x:a b", "a space")]
    [DataRow("x@sha256:12", "digest")]
    [DataRow("x@" + Hash + "@" + Hash, "digest")]
    [DataRow("Acme/Web", "upper-case")]
    [DataRow("r.example/a..b", "separator")]
    [DataRow("r.example/a___b", "separator")]
    [DataRow("r.example/-a", "begin and end")]
    [DataRow("r.example/a-", "begin and end")]
    [DataRow("r.example/../b", "begin and end")]
    [DataRow("r.example/a?b", "'?'")]
    [DataRow("r.example/a\nb", "U+000A")]
    [DataRow("r.example:0/x", "port")]
    [DataRow("r.example:65536/x", "port")]
    [DataRow("r.example:x/y", "port")]
    [DataRow("r.example:/y", "port")]
    [DataRow("-r.example/x", "host name")]
    [DataRow("r..example/x", "host name")]
    [DataRow("user@r.example/x", "digest")]
    [DataRow("[::1/x", "']'")]
    [DataRow("[1.2.3.4]:5/x", "IPv6")]
    [DataRow("r_.example/x", "'_'")]
    public void A_malformed_reference_is_refused_with_its_reason(string? text, string reason)
    {
        Assert.IsFalse(ImageReference.TryParse(text, out _, out string? error));
        Assert.Contains(reason, error);
    }

    [TestMethod]
    public void Lengths_have_their_limits()
    {
        Assert.IsNull(ReferenceGrammar.TagProblem(new string('a', 128)));
        Assert.IsNotNull(ReferenceGrammar.TagProblem(new string('a', 129)));
        Assert.IsNull(ReferenceGrammar.RepositoryProblem(new string('a', 255)));
        Assert.IsNotNull(ReferenceGrammar.RepositoryProblem(new string('a', 256)));
    }

    [TestMethod]
    public void Parsing_fails_with_a_code_the_place_and_no_control_characters()
    {
        var place = new SourceLocation("/a.csproj", 3);
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => ImageReference.Parse("a\u001b[2Jb", place));
        Assert.AreEqual(ToolCodes.InvalidImageReference, e.Code);
        Assert.AreEqual(place, e.Place);
        Assert.DoesNotContain("\u001b", e.Message);
    }
}
