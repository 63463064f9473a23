using System;
using System.Globalization;
using System.IO;

namespace OpenShiftNetSdk.Generated;

/// <summary>The memory and processors that the container's cgroup allows.</summary>
internal static class ContainerLimits
{
    /// <summary>Warns of too little. Bytes and thousandths of a processor: what the application needs, where it says so, and the memory limit of its own manifests.</summary>
    public static void Say(string workload, string leastMemory, string leastProcessor, string usualMemory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        long most = MemoryLimit();
        long.TryParse(leastMemory, NumberStyles.None, CultureInfo.InvariantCulture, out long least);
        long.TryParse(usualMemory, NumberStyles.None, CultureInfo.InvariantCulture, out long usual);
        string memory = Math.Max(least, usual) > 0 ? Mebibytes(Math.Max(least, usual)) : "";
        string setMemory = workload.Length > 0 ? "oc set resources " + workload + " --limits=memory=" + (memory.Length > 0 ? memory + "i" : "…") : "podman run --memory=" + (memory.Length > 0 ? memory.ToLowerInvariant() : "…");
        if (most < 0)
        {
            Guard.Say("Warning: this container has no memory limit, so that the application may take what others need. Set one: " + setMemory);
        }
        else if (most > 0 && most < least)
        {
            Guard.Say("Warning: the memory limit of this container, " + Mebibytes(most) + "i, is less than the " + Mebibytes(least) + "i that the application needs. Raise it: " + setMemory);
        }

        // No limit is none to warn of: what is free may be used.
        long processor = ProcessorLimit();
        if (processor > 0 && long.TryParse(leastProcessor, NumberStyles.None, CultureInfo.InvariantCulture, out long leastCpu) && processor < leastCpu)
        {
            string cpu = leastCpu.ToString(CultureInfo.InvariantCulture);
            Guard.Say("Warning: the CPU limit of this container, " + processor.ToString(CultureInfo.InvariantCulture) + "m, is less than the " + cpu + "m that the application needs. Raise it: "
                + (workload.Length > 0 ? "oc set resources " + workload + " --limits=cpu=" + cpu + "m" : "podman run --cpus=" + (leastCpu / 1000m).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static string Mebibytes(long bytes)
    {
        return ((bytes + 1048575) / 1048576).ToString(CultureInfo.InvariantCulture) + "M";
    }

    // Of cgroup v2, else v1; 0 for unknown, -1 for none.
    private static long MemoryLimit()
    {
        string? text = FirstLine("/sys/fs/cgroup/memory.max") ?? FirstLine("/sys/fs/cgroup/memory/memory.limit_in_bytes");

        // v1 writes the largest number of whole pages for none.
        return text == "max" ? -1 : !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? 0 : bytes >= 1L << 60 ? -1 : bytes;
    }

    private static long ProcessorLimit()
    {
        string[] both = (FirstLine("/sys/fs/cgroup/cpu.max") ?? FirstLine("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") + " " + FirstLine("/sys/fs/cgroup/cpu/cpu.cfs_period_us")).Split(' ');
        return both.Length == 2 && long.TryParse(both[0], NumberStyles.None, CultureInfo.InvariantCulture, out long quota) && long.TryParse(both[1], NumberStyles.None, CultureInfo.InvariantCulture, out long period) && period > 0 ? quota * 1000 / period : 0;
    }

    private static string? FirstLine(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
        {
            return null;
        }
    }
}
