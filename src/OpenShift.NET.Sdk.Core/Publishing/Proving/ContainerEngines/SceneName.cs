using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>
/// The name of a scene, which every container, network, volume, image and folder of it carries: <c>MACHINE-PID-START-RANDOM</c>. It tells whose they are, so
/// that what a killed process left is known from what a living one uses.
/// </summary>
/// <param name="Machine">Twelve hexadecimal digits of the machine, its boot and the process namespace: a process id says nothing in another one.</param>
/// <param name="ProcessId">Process id of the owner.</param>
/// <param name="Started">When the owner was started: clock ticks since the boot on Linux, seconds since 1970 elsewhere.</param>
/// <param name="Random">Eight hexadecimal digits of its own.</param>
internal sealed record SceneName(string Machine, int ProcessId, long Started, string Random)
{
    /// <summary>The label that all objects of scenes have; its value is the scene's name.</summary>
    public const string Label = "net.openshift.sdk.prove";

    /// <summary>What the names of all images of scenes begin with; no registry has that name.</summary>
    public const string Repositories = "localhost/openshift-prove/";

    /// <summary>What the names of containers, networks, volumes and folders of scenes begin with; the scene's name follows, and after a dash which of them it is.</summary>
    public const string Prefix = "openshift-prove-";

    private static readonly Lazy<string> ThisMachine = new(ReadMachine);

    /// <summary>A name for a scene of this process.</summary>
    public static SceneName Create() => new(
        ThisMachine.Value,
        Environment.ProcessId,
        StartOf(Environment.ProcessId) ?? 0,
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));

    /// <summary>The scene that the name of a container, network, volume or folder names; <see langword="null"/> when it is no such name.</summary>
    public static SceneName? OfObject(string name)
    {
        string[] parts = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..].Split('-') : [];
        return parts.Length >= 4
            && parts[0].Length == 12
            && parts[3].Length == 8
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long started)
                ? new SceneName(parts[0], process, started, parts[3])
                : null;
    }

    /// <summary>The name of an object of the scene.</summary>
    /// <param name="which">Which of them; <see langword="null"/> for the only one of its kind.</param>
    public string NameOf(string? which) => Prefix + ToString() + (which is null ? "" : "-" + which);

    /// <summary>Whether the owner is known to be gone. Of another machine, boot or process namespace nothing is known.</summary>
    public bool OwnerIsGone()
    {
        if (Machine != ThisMachine.Value)
        {
            return false;
        }

        long? started = StartOf(ProcessId);
        return started is null || Math.Abs(started.Value - Started) > Tolerance;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}-{ProcessId}-{Started}-{Random}");

    // Linux counts from the boot and never changes its mind; elsewhere the time of day is rounded.
    private static long Tolerance => OperatingSystem.IsLinux() ? 0 : 5;

    private static long? StartOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The 22nd field; the second one, the name, is in parentheses and can hold spaces (proc_pid_stat(5)).
                string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
            }

            using var process = Process.GetProcessById(processId);
            return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or FormatException or Win32Exception)
        {
            return null;
        }
    }

    private static string ReadMachine()
    {
        string what = Environment.MachineName;
        try
        {
            if (OperatingSystem.IsLinux())
            {
                what += File.ReadAllText("/proc/sys/kernel/random/boot_id") + new FileInfo("/proc/self/ns/pid").LinkTarget;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name of the machine has to do.
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..12];
    }
}
