using System.Globalization;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>Where this process runs, and as whom.</summary>
/// <param name="UserId">Its user id.</param>
/// <param name="GroupId">Its group id.</param>
/// <param name="IsInContainer">Whether in a container.</param>
/// <param name="IsArbitraryUser">Whether its user is one that OpenShift gave it.</param>
internal sealed record InPlaceSurroundings(long UserId, long GroupId, bool IsInContainer, bool IsArbitraryUser)
{
    // The ranges of projects begin far above what images and machines name.
    private const long LowestArbitrary = 1_000_000;

    /// <summary>Whether what constrains a pod of restricted-v2 constrains this process too.</summary>
    public bool IsRestrictedPod => IsInContainer && IsArbitraryUser && GroupId == 0;

    /// <summary>Looks.</summary>
    /// <param name="environment">Environment variables.</param>
    public static InPlaceSurroundings Find(IEnvironment environment)
    {
        string status = Read("/proc/self/status");
        bool hasMark = File.Exists("/run/.containerenv") || File.Exists("/.dockerenv");
        return Of(status, Read("/etc/passwd"), Read("/proc/1/cgroup"), environment.Variable("KUBERNETES_SERVICE_HOST") is { Length: > 0 }, hasMark);
    }

    /// <summary>Judges what was read.</summary>
    /// <param name="status"><c>/proc/self/status</c>.</param>
    /// <param name="passwd"><c>/etc/passwd</c>.</param>
    /// <param name="groups">The control groups of process 1.</param>
    /// <param name="isInCluster">Whether Kubernetes names its API.</param>
    /// <param name="hasMark">Whether a container engine has left its mark.</param>
    public static InPlaceSurroundings Of(string status, string passwd, string groups, bool isInCluster, bool hasMark)
    {
        long user = Effective(status, "Uid:");
        bool isInContainer = isInCluster || hasMark || new[] { "kubepods", "crio-", "libpod", "docker" }.Any(n => groups.Contains(n, StringComparison.Ordinal));

        // CRI-O adds the arbitrary user to passwd, so that a high number counts even if it is there.
        return new InPlaceSurroundings(user, Effective(status, "Gid:"), isInContainer, user >= LowestArbitrary || !EngineUser.Knows(passwd, user));
    }

    // Real, effective, saved and file system ids (proc_pid_status(5)).
    private static long Effective(string status, string name) =>
        status.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split('\t') is [_, _, var effective, ..]
            && long.TryParse(effective, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : -1;

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
