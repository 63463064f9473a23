using System.Collections.Immutable;
using System.Net;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Sandbox;

[TestClass]
public sealed class SandboxPartsTests
{
    private const string AllIds = "         0          0 4294967295\n";

    [TestMethod]
    [DataRow("0644", 0, false, "0444")]
    [DataRow("0664", 0, false, "0664")]
    [DataRow("0644", 1654, false, "0444")]
    [DataRow("0640", 1654, false, "0040")]
    [DataRow("0600", 0, false, "0000")]
    [DataRow("0607", 0, false, "0007")]
    [DataRow("0607", 1, false, "0707")]
    [DataRow("0755", 0, true, "0555")]
    [DataRow("0775", 0, true, "0775")]
    [DataRow("0700", 0, true, "0000")]
    [DataRow("4755", 0, false, "0555")]
    [DataRow("2755", 0, false, "0555")]
    [DataRow("1777", 0, true, "1777")]
    [DataRow("1777", 0, false, "0777")]
    public void The_owners_bits_are_those_of_an_arbitrary_user(string mode, int group, bool isDirectory, string expected) =>
        Assert.AreEqual(expected, Convert.ToString(UnpackedMode.Of(Convert.ToInt32(mode, 8), group, isDirectory), 8).PadLeft(4, '0'));

    [TestMethod]
    public void The_arbitrary_user_is_added_to_passwd_as_CRIO_adds_it()
    {
        Assert.AreEqual(
            "root:x:0:0:root:/root:/bin/bash\n1000660000:x:1000660000:0:1000660000 user:/app:/sbin/nologin\n",
            AccountFiles.Passwd("root:x:0:0:root:/root:/bin/bash", 1000660000, 0, "/app"));
        Assert.AreEqual("1000660000:x:1000660000:0:1000660000 user:/:/sbin/nologin\n", AccountFiles.Passwd("", 1000660000, 0, "/"));
        Assert.IsNull(AccountFiles.Passwd("app:x:1654:1654::/home/app:/bin/sh\n", 1654, 0, "/app"));
    }

    [TestMethod]
    public void Hosts_names_the_container_and_whom_it_reaches() =>
        Assert.AreEqual(
            "127.0.0.1\tlocalhost\n::1\tlocalhost\n10.128.0.2\tapp\n127.0.0.2\tdb\n",
            AccountFiles.Hosts("app", IPAddress.Parse("10.128.0.2"), ImmutableDictionary<string, IPAddress>.Empty.Add("db", IPAddress.Parse("127.0.0.2"))));

    [TestMethod]
    public void Root_becomes_a_user_that_is_to_be_had_and_nobodys()
    {
        Assert.AreEqual(1000660000u, SandboxUser.Choose(AllIds, AllIds, "root:x:0:0::/:/bin/sh\n"));
        Assert.AreEqual(64999u, SandboxUser.Choose("0 100000 65536\n", "0 100000 65536\n", ""));
        Assert.AreEqual(64998u, SandboxUser.Choose("0 100000 65536\n", AllIds, "x:x:64999:1::/:/bin/sh\n"));
        Assert.AreEqual(64999u, SandboxUser.Choose(AllIds, AllIds, "x:x:1000660000:1::/:/bin/sh\n"));
        Assert.AreEqual(999u, SandboxUser.Choose("0 1000 1\n1 100000 999\n", AllIds, ""));
        Assert.IsNull(SandboxUser.Choose("0 1000 1\n", "0 1000 1\n", ""));
    }

    [TestMethod]
    [DataRow("CapPrm:\t0000000000000000\nCapEff:\t000001ffffffffff\n", true)]
    [DataRow("CapEff:\t00000000a80425fb\n", false)]
    [DataRow("", false)]
    public void Root_of_a_container_may_not_enter_namespaces(string status, bool may) => Assert.AreEqual(may, SandboxUser.MayAdminister(status));

    [TestMethod]
    [DataRow("unshare: write failed /proc/self/uid_map: Operation not permitted", "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns is 1")]
    [DataRow("unshare: unshare failed: Operation not permitted", "/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone is 0")]
    [DataRow("unshare: unshare failed: No space left on device", "/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces is 0")]
    [DataRow("unshare: unshare failed: Operation not permitted", "/proc/self/status", "Seccomp:\t2", "seccomp")]
    [DataRow("mount: /tmp/x/root: permission denied (overlay)", "", "", "Linux 5.11")]
    [DataRow("bwrap: something else", "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "bwrap: something else")]
    public void A_trial_that_fails_is_explained_by_what_the_kernel_is_set_to(string seen, string path, string value, string expected) =>
        Assert.Contains(expected, SandboxTrial.Explain(seen, p => p == path ? value : null));

    [TestMethod]
    public void A_program_that_is_missing_is_named_with_the_packages_that_have_it()
    {
        string folder = Path.Combine(Path.GetTempPath(), "osp-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(folder);
        SandboxPrograms? found = SandboxPrograms.Find(folder, out string? missing);
        if (found is null)
        {
            Assert.MatchesRegex(@"^\w+ is not installed: apt-get install \S+ / dnf install \S+$", missing);
        }

        File.WriteAllText(Path.Combine(folder, "bwrap"), "");
        found = SandboxPrograms.Find(folder, out missing);
        Assert.AreEqual(found?.Bubblewrap ?? Path.Combine(folder, "bwrap"), Path.Combine(folder, "bwrap"));
        Assert.IsFalse(missing?.StartsWith("bwrap", StringComparison.Ordinal) == true);
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    [DataRow("LD_PRELOAD", true)]
    [DataRow("GCONV_PATH", true)]
    [DataRow("GLIBC_TUNABLES", true)]
    [DataRow("MALLOC_TRACE", true)]
    [DataRow("LANGUAGE", true)]
    [DataRow("LC_ALL", true)]
    [DataRow("OUTPUT_CHARSET", true)]
    [DataRow("TZ", false)]
    [DataRow("PATH", false)]
    [DataRow("ConnectionStrings__Shop", false)]
    public void Variables_that_libraries_hear_do_not_reach_the_programs_that_enter(string name, bool isHeard) => Assert.AreEqual(isHeard, SandboxContainer.IsHeardByLibraries(name));
}
