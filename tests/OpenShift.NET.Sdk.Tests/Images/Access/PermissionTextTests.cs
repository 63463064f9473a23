using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.Access;

[TestClass]
public sealed class PermissionTextTests
{
    [TestMethod]
    [DataRow(0b111_101_101, "0755")]
    [DataRow(0b100_111_101_101, "4755")]
    [DataRow(0, "0000")]
    public void A_mode_reads_as_in_chmod(int mode, string text) => Assert.AreEqual(text, PermissionText.Mode(mode));

    [TestMethod]
    public void Owner_and_group_are_numbers() =>
        Assert.AreEqual("mode 0640, uid 1654, gid 42", PermissionText.Of(new LayerFile { Path = "/x", Mode = 0b110_100_000, UserId = 1654, GroupId = 42 }));
}
