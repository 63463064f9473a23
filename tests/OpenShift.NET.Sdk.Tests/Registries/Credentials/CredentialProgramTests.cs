using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Credentials;

[TestClass]
public sealed class CredentialProgramTests
{
    [TestMethod]
    public void An_answer_is_understood()
    {
        CredentialAnswer answer = CredentialProgram.Understand(0, """{"ServerURL":"s","Username":"me","Secret":"pw"}""", "p", "f")!;
        Assert.AreEqual("me", answer.Username);
        Assert.AreEqual("pw", answer.Secret);
    }

    [TestMethod]
    public void A_program_that_knows_nothing_is_no_failure() =>
        Assert.IsNull(CredentialProgram.Understand(1, "credentials not found in native keychain\n", "p", "f"));

    [TestMethod]
    [DataRow(1, "hunter2 is wrong")]
    [DataRow(0, "hunter2")]
    [DataRow(0, "[\"hunter2\"]")]
    [DataRow(0, "{\"Username\":\"hunter2\"}")]
    [DataRow(0, "{\"Username\":\"me\",\"Secret\":[\"hunter2\"]}")]
    [DataRow(0, "{\"Username\":\"me\",\"Secret\":\"hunter2\\ud800\"}")]
    [DataRow(0, "{\"\\udc00\":\"hunter2\",\"Username\":\"\\udc00\",\"Secret\":\"\"}")]
    [DataRow(0, "")]
    public void Any_other_answer_is_told_without_its_content(int exitCode, string output)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => CredentialProgram.Understand(exitCode, output, "docker-credential-p", "/config.json"));
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
        Assert.Contains("docker-credential-p", e.Message);
        Assert.Contains("/config.json", e.Message);
        Assert.DoesNotContain("hunter2", e.ToString());
    }

    [TestMethod]
    public void Half_of_a_surrogate_pair_in_an_answer_is_told() =>
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, Assert.ThrowsExactly<OpenShiftException>(() => CredentialProgram.Understand(0, "{\"Username\":\"me\",\"Secret\":\"\ud800\"}", "p", "/config.json")).Code);

    [TestMethod]
    [DataRow("{\"Username\":\"me\",\"Secret\":\"hunter2\\377\"}")]
    [DataRow("\\377\\376")]
    public async Task Bytes_that_are_no_utf8_in_an_answer_are_told(string answer)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("needs a shell");
            return;
        }

        using var folder = new TemporaryFolder();
        string file = folder.Write("docker-credential-odd", $"#!/bin/sh\nprintf '{answer}'\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        var program = new CredentialProgram(new FakeEnvironment { Variables = { ["PATH"] = Path.GetDirectoryName(file)! } }, TimeSpan.FromSeconds(20));
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => program.GetAsync("odd", "s", "/config.json", CancellationToken.None).AsTask());
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
        Assert.DoesNotContain("hunter2", e.ToString());
    }

    [TestMethod]
    [DataRow("missing")]
    [DataRow("../../bin/sh")]
    public async Task A_missing_program_is_told_with_a_remedy(string name)
    {
        var program = new CredentialProgram(new FakeEnvironment { Variables = { ["PATH"] = "/nowhere:." } }, TimeSpan.FromSeconds(1));
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => program.GetAsync(name, "s", "/config.json", CancellationToken.None).AsTask());
        Assert.AreEqual(ToolCodes.CredentialsUnreadable, e.Code);
        Assert.Contains("PATH", e.Seen);
    }
}
