using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class RuntimeIdentifierTests
{
    [TestMethod]
    [DataRow("linux-x64", "linux-x64", true)]
    [DataRow("linux-musl-x64", "linux-x64", true)]
    [DataRow("alpine-x64", "linux-musl-x64", true)]
    [DataRow("rhel.9-x64", "linux-x64", true)]
    [DataRow("any", "linux-arm64", true)]
    [DataRow("unix-x64", "linux-x64", true)]
    [DataRow("linux", "linux-arm64", true)]
    [DataRow("Linux-X64", "linux-x64", true)]
    [DataRow("linux-arm64", "linux-x64", false)]
    [DataRow("linux-arm", "linux-arm64", false)]
    [DataRow("unix-arm64", "linux-x64", false)]
    [DataRow("win-x64", "linux-x64", false)]
    [DataRow("win10-x64", "linux-x64", false)]
    [DataRow("osx.13-arm64", "linux-arm64", false)]
    public void Systems_and_architectures_are_compared_as_far_as_they_are_named(string one, string other, bool same)
    {
        Assert.AreEqual(same, RuntimeIdentifier.SamePlatform(one, other));
        Assert.AreEqual(same, RuntimeIdentifier.SamePlatform(other, one));
    }
}
