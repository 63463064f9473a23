using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Tests.Images.Contracts;

[TestClass]
public sealed class ImageContractTests
{
    [TestMethod]
    public void A_contract_is_written_sorted_and_read_as_it_was()
    {
        var contract = new ImageContract { Version = "1.4.2", EntryPoint = "executable", NumericUser = true };
        contract = contract with { Ports = contract.Ports.Add("9090/tcp").Add("8080/tcp"), Environment = contract.Environment.Add("b").Add("B").Add("a") };
        byte[] written = contract.Write();
        Assert.AreEqual(
            "{\n  \"schema\": 1,\n  \"version\": \"1.4.2\",\n  \"entryPoint\": \"executable\",\n  \"numericUser\": true,\n  \"ports\": [\n    \"8080/tcp\",\n    \"9090/tcp\"\n  ],\n  \"volumes\": [],\n  \"writablePaths\": [],\n  \"environment\": [\n    \"B\",\n    \"a\",\n    \"b\"\n  ],\n  \"exposeServices\": [],\n  \"probePaths\": [],\n  \"settings\": [],\n  \"parameters\": []\n}\n",
            Encoding.UTF8.GetString(written));
        CollectionAssert.AreEqual(written, ImageContract.Read(written, "c").Write());
        Assert.IsEmpty(ContractComparison.Breaks(contract, ImageContract.Read((byte[])[.. Encoding.UTF8.Preamble, .. written], "c")));
    }

    [TestMethod]
    [DataRow("1.4.2", "1")]
    [DataRow("0.4.2", "0.4")]
    [DataRow("2.0.0-rc.1+x", "2")]
    [DataRow("next", null)]
    public void A_stream_is_what_a_tag_keeps_compatible(string version, string? stream) => Assert.AreEqual(stream, ContractComparison.StreamOf(version));

    [TestMethod]
    [DataRow("{", "is no JSON")]
    [DataRow("[]", "is no contract of an image")]
    [DataRow("{\"schema\":2}", "is of another version of OpenShift.NET.Sdk")]
    [DataRow("{\"schema\":1,\"version\":\"1\",\"entryPoint\":\"x\",\"numericUser\":true,\"ports\":[1]}", "is no contract of an image")]
    public void What_is_no_contract_is_told(string text, string seen)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => ImageContract.Read(Encoding.UTF8.GetBytes(text), "/src/c.json"));
        Assert.AreEqual((ToolCodes.InvalidConfigurationFile, $"'/src/c.json' {seen}"), (e.Code, e.Seen));
    }

    [TestMethod]
    public void A_lock_holds_a_reference_however_it_is_written()
    {
        Digest digest = Digest.Of("x"u8);
        BaseLock written = new BaseLock().With(ImageReference.Parse("debian"), digest).With(ImageReference.Parse("a.example/b:1"), digest);
        BaseLock read = BaseLock.Read(written.Write(), "l");
        Assert.AreEqual(digest, read.Of(ImageReference.Parse("docker.io/library/debian:latest")));
        Assert.IsNull(read.Of(ImageReference.Parse("debian:13")));
        CollectionAssert.AreEqual(new[] { "a.example/b:1", "docker.io/library/debian:latest" }, read.Images.Keys.ToArray());
    }

    [TestMethod]
    [DataRow("{", "is no JSON")]
    [DataRow("{}", "does not hold 'schema' and 'images'")]
    [DataRow("{\"schema\":1,\"images\":{\"a\":\"sha256:1\"}}", "has no digest for 'a'")]
    [DataRow("{\"schema\":1,\"images\":{\"a\":1}}", "does not hold 'schema' and 'images'")]
    public void What_is_no_lock_is_told(string text, string seen)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => BaseLock.Read(Encoding.UTF8.GetBytes(text), "/src/l.json"));
        Assert.AreEqual((ToolCodes.InvalidConfigurationFile, $"'/src/l.json' {seen}"), (e.Code, e.Seen));
    }
}
