using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Tests.Images.Users;

[TestClass]
public sealed class UserResolverTests
{
    private const string Passwd = "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\napp:x:1654:1654::/home/app:/bin/sh\nbroken:x\nodd:x:abc:1::/:\n";

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow(":0")]
    [DataRow("0")]
    [DataRow("0:0")]
    [DataRow("00")]
    [DataRow("+0")]
    [DataRow("-0")]
    [DataRow("0:1654")]
    [DataRow("root")]
    [DataRow("root:root")]
    [DataRow("toor")]
    public void Every_spelling_of_root_is_root(string? user) => Assert.IsTrue(Resolve(user).IsRoot);

    [TestMethod]
    [DataRow("1654", 1654L, true)]
    [DataRow("1654:0", 1654L, true)]
    [DataRow("1000660000:0", 1000660000L, true)]
    [DataRow("app", 1654L, false)]
    [DataRow("app:root", 1654L, false)]
    public void Another_user_has_its_number(string user, long id, bool numeric)
    {
        ImageUser resolved = Resolve(user);
        Assert.AreEqual(id, resolved.UserId);
        Assert.AreEqual(numeric, resolved.IsNumeric);
        Assert.IsFalse(resolved.IsRoot);
    }

    [TestMethod]
    [DataRow("nobody")]
    [DataRow("ap")]
    [DataRow("App")]
    [DataRow("broken")]
    [DataRow("odd")]
    [DataRow("-1")]
    [DataRow("4294967295")]
    [DataRow("99999999999999999999")]
    [DataRow("1 654")]
    public void What_cannot_be_resolved_is_no_number_and_not_root(string user)
    {
        ImageUser resolved = Resolve(user);
        Assert.IsNull(resolved.UserId);
        Assert.AreEqual(user, resolved.Name);
        Assert.IsFalse(resolved.IsNumeric);
        Assert.IsFalse(resolved.IsRoot);
        Assert.IsTrue(resolved.AccountsKnown);
    }

    [TestMethod]
    public void Without_an_account_file_a_name_stays_unresolved_and_a_number_does_not_need_it()
    {
        FileTree empty = FileTree.Build([], 0);
        Assert.IsNull(UserResolver.Resolve(new ExecutionConfig { User = "root" }, empty).UserId);
        Assert.IsTrue(UserResolver.Resolve(new ExecutionConfig { User = "0" }, empty).IsRoot);
    }

    [TestMethod]
    public void An_account_file_whose_text_was_not_kept_is_told()
    {
        ImageUser resolved = UserResolver.Resolve(new ExecutionConfig { User = "app" }, Tree(new LayerFile { Path = "/etc/passwd", Mode = 420, Size = 5000000 }));
        Assert.IsFalse(resolved.AccountsKnown);
        Assert.IsNull(resolved.UserId);
    }

    [TestMethod]
    public void The_first_line_of_a_name_counts() => Assert.AreEqual(7, UserResolver.FindUserId("a:x:7:0:::\na:x:8:0:::\n", "a"));

    [TestMethod]
    public void Windows_line_ends_do_not_disturb() => Assert.AreEqual(7, UserResolver.FindUserId("root:x:0\r\na:x:7\r\n", "a"));

    private static ImageUser Resolve(string? user) =>
        UserResolver.Resolve(new ExecutionConfig { User = user }, Tree(new LayerFile { Path = "/etc/passwd", Mode = 420, Size = Passwd.Length, Text = Passwd }));

    private static FileTree Tree(LayerFile passwd)
    {
        Digest digest = Digest.Of([]);
        return FileTree.Build([new LayerScan { Blob = new Descriptor(MediaTypes.OciLayerGzip, digest, 0), DiffId = digest, Files = [passwd] }], 1);
    }
}
