using System.Globalization;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>A control group for the memory of one container (cgroups(7)), of version 2 where this user may make one below the group it is in, of version 1 where root may.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private readonly bool _isUnified;

    private readonly ControlGroup _group;

    private MemoryGroup(string folder, bool isUnified)
    {
        Folder = folder;
        _isUnified = isUnified;
        _group = new ControlGroup(folder, isUnified);
    }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Where the container sees it.</summary>
    public string FolderInside => _isUnified ? ControlGroup.Root : ControlGroup.Root + "/memory";

    /// <summary>Whether the kernel killed in it for want of memory.</summary>
    public bool WasExceeded => Number(_isUnified ? "memory.events" : "memory.oom_control", "oom_kill ") > 0;

    /// <summary>Bytes in use that cannot be given back (<see cref="ControlGroup.Use"/>).</summary>
    public long? Use => _group.Use;

    /// <summary>Makes a group with a limit.</summary>
    /// <returns><see langword="null"/> when this user may not.</returns>
    public static MemoryGroup? TryCreate(string name, long limit)
    {
        try
        {
            return TryCreate(ControlGroup.Root, File.ReadAllText("/proc/self/cgroup"), name, limit, TryMake);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes it below the folder of the groups, for a process of <c>/proc/…/cgroup</c>.</summary>
    /// <param name="root">The folder of the groups.</param>
    /// <param name="own">The groups this process is in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="make">Makes its folder, in which the kernel then shows its files; says whether it could.</param>
    internal static MemoryGroup? TryCreate(string root, string own, string name, long limit, Func<string, bool> make) =>
        File.Exists(root + "/cgroup.controllers") ? TryCreateUnified(root, own, name, limit, make) : TryCreateOld(root, own, name, limit, make);

    /// <summary>Moves a process into it; those it starts are in it, too.</summary>
    public bool TryAdd(int process) => TryWrite(Folder, "cgroup.procs", process);

    /// <inheritdoc/>
    public void Dispose() => TryRemove(Folder);

    private static MemoryGroup? TryCreateUnified(string root, string own, string name, long limit, Func<string, bool> make)
    {
        string path = own.Split('\n').FirstOrDefault(static l => l.StartsWith("0::", StringComparison.Ordinal))?[3..] ?? "/";
        for (string? parent = path; parent is not null; parent = parent == "/" ? null : Path.GetDirectoryName(parent))
        {
            // A group that holds processes has no controllers for groups below it (cgroup-v2.rst, "No Internal Process Constraint"): its parent may.
            string folder = root + parent.TrimEnd('/');
            if (File.Exists(folder + "/cgroup.subtree_control") && File.ReadAllText(folder + "/cgroup.subtree_control").Split(' ', '\n').Contains("memory") && make(folder + "/" + name))
            {
                folder += "/" + name;
                if (TryWrite(folder, "memory.max", limit))
                {
                    _ = TryWrite(folder, "memory.swap.max", 0);
                    return new MemoryGroup(folder, true);
                }

                TryRemove(folder);
            }
        }

        return null;
    }

    private static MemoryGroup? TryCreateOld(string root, string own, string name, long limit, Func<string, bool> make)
    {
        string? path = own.Split('\n').Select(static l => l.Split(':', 3)).FirstOrDefault(static f => f.Length == 3 && f[1].Split(',').Contains("memory"))?[2];
        string folder = root + "/memory" + path?.TrimEnd('/');
        if (path is null || !Directory.Exists(folder) || !make(folder + "/" + name))
        {
            return null;
        }

        folder += "/" + name;
        if (TryWrite(folder, "memory.limit_in_bytes", limit))
        {
            _ = TryWrite(folder, "memory.memsw.limit_in_bytes", limit);
            return new MemoryGroup(folder, false);
        }

        TryRemove(folder);
        return null;
    }

    private static bool TryMake(string folder)
    {
        try
        {
            return UnixFile.TryMakeFolder(folder, 0b111_101_101);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Processes are on their way out of it; an empty group costs nothing.
        }
    }

    private static bool TryWrite(string folder, string file, long value)
    {
        try
        {
            // Opened as it is: such files are not made, and cannot be cut.
            using var stream = new FileStream(Path.Combine(folder, file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long? Field(string text, string name)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && long.TryParse(line.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                return value;
            }
        }

        return null;
    }

    private long? Number(string file, string name) => Field(Read(file), name);

    private string Read(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
