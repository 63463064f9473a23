using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Tests.Images.Libraries;

[TestClass]
public sealed class SystemPackageTests
{
    [TestMethod]
    [DataRow("libicuuc.so", "debian", "12", "libicu72")]
    [DataRow("libicuuc.so", "debian", "13", "libicu76")]
    [DataRow("libicuuc.so", "ubuntu debian", "22.04", "libicu70")]
    [DataRow("libicuuc.so", "ubuntu debian", "24.04", "libicu74")]
    [DataRow("libicuuc.so", "debian", null, "libicuNN (72 on Debian 12, 76 on Debian 13, 70 on Ubuntu 22.04, 74 on Ubuntu 24.04)")]
    [DataRow("libicui18n.so.70", "debian", "12", "libicu70")]
    [DataRow("libicuuc.so.67", "rhel fedora", "9.6", "libicu")]
    [DataRow("libssl.so.1.1", "alpine", "3.19.1", "openssl1.1-compat")]
    public void Packages_bring_the_library_when_they_are_installed(string library, string distributions, string? release, string package) =>
        Assert.AreEqual(package, SystemPackage.Of(library)!.In(distributions, release));
}
