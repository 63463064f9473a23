using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class UserCacheTests
{
    [TestMethod]
    [DataRow(null, "/home/me", "/home/me/.cache/openshift-net-sdk")]
    [DataRow("", "/home/me", "/home/me/.cache/openshift-net-sdk")]
    [DataRow("/var/cache/me", "/home/me", "/var/cache/me/openshift-net-sdk")]
    [DataRow(null, "/", "/tmp/openshift-net-sdk", DisplayName = "A pod's user, of whom no passwd file knows a home")]
    [DataRow(null, "", "/tmp/openshift-net-sdk")]
    [DataRow("/var/cache/me", "/", "/var/cache/me/openshift-net-sdk")]
    public void The_cache_is_where_the_user_can_write(string? cache, string home, string expected) =>
        Assert.AreEqual(expected, UserCache.Of(cache, home, "/tmp"));
}
