using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class VersionTagsTests
{
    [TestMethod]
    [DataRow("1.4.2", "1.4.2 1.4 1")]
    [DataRow("2.0", "2.0.0 2.0 2")]
    [DataRow("1.2.3.4", "1.2.3.4 1.2.3 1.2 1")]
    [DataRow("0.4.2", "0.4.2 0.4")]
    [DataRow("1.4.2-rc.1", "1.4.2-rc.1")]
    [DataRow("1.4.2+sha.abc", "1.4.2 1.4 1")]
    [DataRow("1.4.2-rc.1+sha.abc", "1.4.2-rc.1")]
    [DataRow("", "")]
    [DataRow("today", "")]
    public void A_version_gives_the_tags_that_stay_compatible(string version, string tags) =>
        Assert.AreEqual(tags, string.Join(' ', VersionTags.Of(version)));
}
