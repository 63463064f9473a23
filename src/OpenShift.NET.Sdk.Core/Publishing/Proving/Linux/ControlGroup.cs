using System.Globalization;

namespace OpenShift.NET.Sdk.Publishing.Proving.Linux;

/// <summary>The memory of a control group (Linux, cgroups(7); <c>memory.current</c> of version 2, <c>memory.usage_in_bytes</c> of version 1).</summary>
/// <param name="folder">Its folder below <c>/sys/fs/cgroup</c>.</param>
/// <param name="isVersionTwo">Whether it is of version 2.</param>
internal sealed class ControlGroup(string folder, bool isVersionTwo)
{
    /// <summary>Where the kernel shows its groups.</summary>
    internal const string Root = "/sys/fs/cgroup";

    /// <summary>The group a process is in; <see langword="null"/> when it cannot be seen.</summary>
    /// <param name="id">The process.</param>
    /// <param name="container">Id of the container: a group whose path does not hold it is not the container's own; <see langword="null"/> to take any.</param>
    public static ControlGroup? OfProcess(int id, string? container)
    {
        try
        {
            return Of(File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cgroup")), container, Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not to be seen.
            return null;
        }
    }

    /// <summary>The group that <c>/proc/…/cgroup</c> names, below the folder of the groups.</summary>
    internal static ControlGroup? Of(IEnumerable<string> lines, string? container, string root)
    {
        foreach (string line in lines)
        {
            string[] parts = line.Split(':', 3);
            if (parts.Length != 3 || (container is not null && !parts[2].Contains(container, StringComparison.Ordinal)))
            {
                continue;
            }

            string relative = parts[2].TrimStart('/');
            if (parts[0] == "0" && parts[1].Length == 0 && Group(Path.Combine(root, relative), true) is { } unified)
            {
                return unified;
            }

            if (parts[1].Split(',').Contains("memory") && (Group(Path.Combine(root, "memory", relative), false) ?? Group(Path.Combine(root, "memory"), false)) is { } one)
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>
    /// Bytes that cannot be given back: what processes have allocated and what the kernel holds for them. Files that were read are not among them, although they count
    /// against the limit: the kernel drops them when the rest needs the room.
    /// </summary>
    public long? Use => isVersionTwo
        ? Sum(Statistic("anon"), Statistic("shmem"), Statistic("kernel"))
        : Sum(Statistic("total_rss"), Statistic("total_shmem"), Number("memory.kmem.usage_in_bytes"));

    /// <summary>The limit in bytes; <see langword="null"/> for none.</summary>
    public long? Limit => Number(isVersionTwo ? "memory.max" : "memory.limit_in_bytes") is { } limit && limit < long.MaxValue / 2 ? limit : null;

    private static ControlGroup? Group(string folder, bool isVersionTwo) =>
        File.Exists(Path.Combine(folder, isVersionTwo ? "memory.current" : "memory.usage_in_bytes")) ? new ControlGroup(folder, isVersionTwo) : null;

    private long? Number(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Path.Combine(folder, file)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? Sum(long? first, long? second, long? third) => first is null ? null : first + (second ?? 0) + (third ?? 0);

    private long? Statistic(string name)
    {
        try
        {
            return File.ReadLines(Path.Combine(folder, "memory.stat"))
                .Select(static l => l.Split(' '))
                .FirstOrDefault(f => f[0] == name) is [_, var value] && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
