using System.Text;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials;

[TestClass]
public sealed class PackageDescriptionTests
{
    [TestMethod]
    [DataRow("<license type=\"expression\">MIT OR Apache-2.0</license>", "MIT OR Apache-2.0", null, null)]
    [DataRow("<license type=\"file\">LICENSE.txt</license><licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>", null, "LICENSE.txt", null)]
    [DataRow("<licenseUrl>https://licenses.nuget.org/BSD-3-Clause</licenseUrl>", "BSD-3-Clause", null, null)]
    [DataRow("<licenseUrl>http://www.apache.org/licenses/LICENSE-2.0</licenseUrl>", "Apache-2.0", null, null)]
    [DataRow("<licenseUrl>https://github.com/dotnet/corefx/blob/master/LICENSE.TXT</licenseUrl>", "MIT", null, null)]
    [DataRow("<licenseUrl>https://example.com/licence</licenseUrl>", null, "https://example.com/licence", "https://example.com/licence")]
    [DataRow("<license type=\"expression\">MIT AND</license>", null, null, null)]
    [DataRow("<licenseUrl>file:///etc/passwd</licenseUrl>", null, null, null)]
    [DataRow("", null, null, null)]
    public void A_licence_is_taken_from_expression_file_and_address(string metadata, string? expression, string? name, string? url)
    {
        ComponentLicense? license = Read(metadata).License;
        Assert.AreEqual((expression, name, url), (license?.Expression, license?.Name, license?.Url));
    }

    [TestMethod]
    public void Addresses_are_told_without_what_may_be_a_secret()
    {
        Assert.AreEqual("https://example.com/a.git", Read("<repository type=\"git\" url=\"https://user:token@example.com/a.git?sig=1\" />").Website);
        Assert.AreEqual("https://example.com/p", Read("<authors>A, B</authors><projectUrl>https://example.com/p</projectUrl>").Website);
        Assert.IsNull(Read("<projectUrl>javascript:alert(1)</projectUrl>").Website);
    }

    [TestMethod]
    [DataRow("no XML")]
    [DataRow("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><package><metadata><authors>&a;</authors></metadata></package>")]
    public void What_cannot_be_read_says_nothing(string text) =>
        Assert.AreEqual(PackageDescription.Unknown, PackageDescription.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    private static PackageDescription Read(string metadata) =>
        PackageDescription.Read(new MemoryStream(Encoding.UTF8.GetBytes($"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata><id>A</id>{metadata}</metadata></package>")));
}
