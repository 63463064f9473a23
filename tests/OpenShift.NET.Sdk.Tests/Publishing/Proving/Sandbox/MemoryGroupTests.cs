using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Sandbox;

/// <summary>Control groups of both versions, in folders that look like the kernel's.</summary>
[TestClass]
public sealed class MemoryGroupTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("osc-cgroup-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_root, recursive: true);

    [TestMethod]
    public void Of_version_2_it_is_made_below_the_nearest_group_that_hands_memory_on()
    {
        Write("cgroup.controllers", "cpu memory\n");
        Write("cgroup.subtree_control", "cpu memory\n");
        Write("user.slice/cgroup.subtree_control", "cpu memory pids\n");
        Write("user.slice/build.scope/cgroup.subtree_control", "\n");
        using MemoryGroup group = MemoryGroup.TryCreate(_root, "0::/user.slice/build.scope\n", "proof", 64 << 20, Unified)!;
        Assert.AreEqual(Path.Combine(_root, "user.slice/proof"), group.Folder);
        Assert.AreEqual("/sys/fs/cgroup", group.FolderInside);
        Assert.AreEqual("67108864 0", $"{Read(group, "memory.max")} {Read(group, "memory.swap.max")}");
        Assert.IsTrue(group.TryAdd(4711));
        Assert.AreEqual("4711", Read(group, "cgroup.procs"));
        Assert.IsFalse(group.WasExceeded);
        File.WriteAllText(Path.Combine(group.Folder, "memory.stat"), "anon 1000\nfile 5000\nkernel 20\nshmem 300\n");
        Assert.AreEqual(1320, group.Use);
        File.WriteAllText(Path.Combine(group.Folder, "memory.events"), "low 0\nhigh 0\nmax 7\noom 1\noom_kill 1\n");
        Assert.IsTrue(group.WasExceeded);
    }

    [TestMethod]
    public void Of_version_2_there_is_none_where_no_group_hands_memory_on_or_its_limit_cannot_be_set()
    {
        Write("cgroup.controllers", "cpu memory\n");
        Write("cgroup.subtree_control", "cpu\n");
        Assert.IsNull(MemoryGroup.TryCreate(_root, "0::/a\n", "proof", 64 << 20, Unified));
        Write("cgroup.subtree_control", "cpu memory\n");
        Assert.IsNull(MemoryGroup.TryCreate(_root, "0::/a\n", "proof", 64 << 20, static _ => false), "it may not make one");
        Assert.IsNull(MemoryGroup.TryCreate(_root, "0::/a\n", "proof", 64 << 20, static f => Directory.CreateDirectory(f).Exists), "it has no limit");
        Assert.IsFalse(Directory.Exists(Path.Combine(_root, "proof")), "what cannot limit is taken away");
    }

    [TestMethod]
    public void Of_version_1_it_is_made_below_the_group_of_memory()
    {
        Directory.CreateDirectory(Path.Combine(_root, "memory/docker/1"));
        using MemoryGroup group = MemoryGroup.TryCreate(_root, "12:cpu,cpuacct:/elsewhere\n4:memory:/docker/1\n0::/\n", "proof", 64 << 20, Old)!;
        Assert.AreEqual(Path.Combine(_root, "memory/docker/1/proof"), group.Folder);
        Assert.AreEqual("/sys/fs/cgroup/memory", group.FolderInside);
        Assert.AreEqual("67108864 67108864", $"{Read(group, "memory.limit_in_bytes")} {Read(group, "memory.memsw.limit_in_bytes")}");
        File.WriteAllText(Path.Combine(group.Folder, "memory.stat"), "rss 7\ntotal_rss 1000\ntotal_cache 5000\ntotal_shmem 300\n");
        File.WriteAllText(Path.Combine(group.Folder, "memory.kmem.usage_in_bytes"), "20\n");
        Assert.AreEqual(1320, group.Use);
        File.WriteAllText(Path.Combine(group.Folder, "memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        Assert.IsTrue(group.WasExceeded);
        Assert.IsNull(MemoryGroup.TryCreate(_root, "4:cpu:/docker/1\n", "proof", 64 << 20, Old));
    }

    [TestMethod]
    public void The_group_of_a_container_is_known_by_its_id_and_tells_its_limit()
    {
        Write("kubepods/abc/memory.current", "9");
        Write("kubepods/abc/memory.max", "268435456\n");
        Write("kubepods/abc/memory.stat", "anon 5\nshmem 1\n");
        string[] own = ["0::/kubepods/abc"];
        Assert.AreEqual((6L, 268435456L), ControlGroup.Of(own, "abc", _root) is { } group ? (group.Use, group.Limit) : default);
        Assert.IsNull(ControlGroup.Of(own, "def", _root));
        Write("kubepods/abc/memory.max", "max\n");
        Assert.IsNull(ControlGroup.Of(own, null, _root)!.Limit);
        Write("memory/kubepods/one/memory.usage_in_bytes", "9");
        Write("memory/kubepods/one/memory.limit_in_bytes", "9223372036854771712\n");
        Assert.IsNull(ControlGroup.Of(["5:memory:/kubepods/one"], "one", _root)!.Limit, "the largest number is no limit");
    }

    private static bool Unified(string folder) => Show(folder, "memory.max", "memory.swap.max", "memory.events", "memory.stat", "cgroup.procs");

    private static bool Old(string folder) => Show(folder, "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.oom_control", "memory.stat", "cgroup.procs");

    private static bool Show(string folder, params string[] files)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in files)
        {
            File.WriteAllText(Path.Combine(folder, file), "");
        }

        return true;
    }

    private static string Read(MemoryGroup group, string file) => File.ReadAllText(Path.Combine(group.Folder, file));

    private void Write(string path, string content)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
