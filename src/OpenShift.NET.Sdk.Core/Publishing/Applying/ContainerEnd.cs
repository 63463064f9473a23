using System.Globalization;
using OpenShift.NET.Sdk.Clusters;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What it means that a container ended.</summary>
internal static class ContainerEnd
{
    /// <summary>Exit code of the start-up guard (sysexits.h, EX_CONFIG).</summary>
    public const long Guard = 78;

    /// <summary>What it means.</summary>
    /// <param name="terminated">How it ended (core/v1, ContainerStateTerminated).</param>
    /// <param name="probe">The probe that had it ended; <see langword="null"/> for none.</param>
    /// <param name="workload">Kind of the workload.</param>
    public static Explanation Explain(ApiObject terminated, string? probe, string workload)
    {
        long code = terminated.Number("exitCode");
        string ended = string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}");
        if (terminated.Text("reason") == "OOMKilled")
        {
            return new Explanation("wanted more memory than its limit and was ended (OOMKilled)", "Raise OpenShiftMemoryLimit, or let it use less.");
        }

        if (probe is not null)
        {
            return new Explanation($"was ended because its {probe}", "Mend what the probe asks, or give it more time with OpenShiftProbe (Startup, Liveness).");
        }

        return code switch
        {
            0 => new Explanation($"{ended}: the program came to its end", workload is "Deployment" or "StatefulSet" or "DaemonSet" ? "A service has to go on running; what ends by itself is a Job (OpenShiftWorkload=Job)." : "See its log."),
            Guard => new Explanation($"{ended}: its start-up guard misses settings or files, which its log names", "Set what the guard names."),
            126 => new Explanation($"{ended}: what it starts may not be executed", "Check the entry point (ContainerAppCommand), and that the file is executable."),
            127 => new Explanation($"{ended}: what it starts is not there", "Check the entry point (ContainerAppCommand); a base image without a shell has none."),
            134 => new Explanation($"{ended} (SIGABRT): an exception that nobody handled", "Mend what its log tells."),
            137 => new Explanation($"{ended} (SIGKILL): it was ended by force", "See the events of the pod: a probe, the node's memory, or the grace period."),
            139 => new Explanation($"{ended} (SIGSEGV): it crashed in native code", "Check that native libraries fit to the image's C library and processor."),
            143 => new Explanation($"{ended} (SIGTERM): it was asked to end", "See the events of the pod, which name who asked."),
            _ => new Explanation(ended, "Mend what its log tells."),
        };
    }
}
