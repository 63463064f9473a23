using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>Who the sandboxes belong to on this machine. Root gives its rights up for a user that nobody is.</summary>
/// <param name="Id">User id, and group id where it is not this process's own.</param>
/// <param name="IsDropped">Whether this process is root and becomes that user.</param>
internal sealed record SandboxUser(uint Id, bool IsDropped)
{
    /// <summary>The user id an application has in a sandbox.</summary>
    public const long InContainer = 1000660000;

    private const uint HighestOfSmallRange = 64_999;

    /// <summary>The user all files are given to; <see langword="null"/> when it is this process's own.</summary>
    public uint? Owner => IsDropped ? Id : null;

    /// <summary>Finds it.</summary>
    /// <returns><see langword="null"/> when root has no other user to become: one of a range of a single id.</returns>
    public static SandboxUser? Find()
    {
        uint own = UnixFile.EffectiveUser();
        if (own != 0)
        {
            return new SandboxUser(own, false);
        }

        return Choose(Read("/proc/self/uid_map"), Read("/proc/self/gid_map"), Read("/etc/passwd")) is { } id ? new SandboxUser(id, true) : null;
    }

    /// <summary>A user id that may be had and that is nobody's.</summary>
    /// <param name="users">The user ids there are (user_namespaces(7): first, first outside, count).</param>
    /// <param name="groups">The group ids.</param>
    /// <param name="passwd">The users that have a name.</param>
    public static uint? Choose(string users, string groups, string passwd)
    {
        HashSet<string> named = [.. passwd.Split('\n').Select(static l => l.Split(':')).Where(static f => f.Length > 2).Select(static f => f[2])];
        if (IsIn(users, InContainer) && IsIn(groups, InContainer) && !named.Contains("1000660000"))
        {
            return (uint)InContainer;
        }

        for (uint id = HighestOfSmallRange; id > 0; id--)
        {
            if (IsIn(users, id) && IsIn(groups, id) && !named.Contains(id.ToString(CultureInfo.InvariantCulture)))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>What a command is started with to run as that user.</summary>
    public ImmutableArray<string> Become(SandboxPrograms programs)
    {
        string id = Id.ToString(CultureInfo.InvariantCulture);
        return IsDropped ? [programs.SetPrivileges, "--reuid", id, "--regid", id, "--clear-groups", "--inh-caps=-all", "--"] : [];
    }

    /// <summary>
    /// What the forwarder is started with to be in the network of a launch, with the right to set it up. Root who may enter it as root stays root: what lies in root's home, the
    /// forwarder perhaps, is closed to anybody else.
    /// </summary>
    public ImmutableArray<string> EnterNetwork(SandboxPrograms programs, int surroundings)
    {
        string target = surroundings.ToString(CultureInfo.InvariantCulture);
        return IsDropped && MayAdminister(Read("/proc/self/status"))
            ? [programs.Enter, "-t", target, "--net", "--"]
            : [.. Become(programs), programs.Enter, "-t", target, "--user", "--net", "--preserve-credentials", "--"];
    }

    /// <summary>Whether a process has CAP_SYS_ADMIN (capabilities(7)).</summary>
    /// <param name="status">Its <c>/proc/PID/status</c>.</param>
    public static bool MayAdminister(string status)
    {
        const int SysAdmin = 21;
        string? effective = status.Split('\n').FirstOrDefault(static l => l.StartsWith("CapEff:", StringComparison.Ordinal))?["CapEff:".Length..].Trim();
        return ulong.TryParse(effective, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong capabilities) && (capabilities & (1UL << SysAdmin)) != 0;
    }

    private static bool IsIn(string map, long id) => map.Split('\n').Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(f => f.Length == 3 && long.TryParse(f[0], out long first) && long.TryParse(f[2], out long count) && id >= first && id < first + count);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
