using System.Text;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>Tries the least of a sandbox: namespaces, an overlay of nothing, and in it a shell as the arbitrary user that writes a file.</summary>
internal static class SandboxTrial
{
    /// <summary>Tries it.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="user">Who it belongs to.</param>
    /// <param name="scene">The folder of a scene.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC0094: it does not work.</exception>
    public static async Task RunAsync(SandboxPrograms programs, SandboxUser user, string scene, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(scene, "trial");
        string[] arguments =
        [
            "--unshare-user", "--uid", FormattableString.Invariant($"{SandboxUser.InContainer}"), "--gid", "0", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--as-pid-1", "--die-with-parent", "--cap-drop", "ALL",
            "--ro-bind", "/", "/", "--bind", Path.Combine(folder, "root"), "/tmp", "--proc", "/proc", "--dev", "/dev",
        ];
        try
        {
            foreach (string name in (string[])["", "upper", "work", "root", "lower"])
            {
                Give(Path.Combine(folder, name), user, static p => UnixFile.TryMakeFolder(p.TrimEnd('/'), 0b111_101_101));
            }

            Give(Path.Combine(folder, "arguments"), user, p => File.WriteAllBytes(p, Encoding.UTF8.GetBytes(string.Join('\0', arguments) + "\0")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SandboxLaunch.Failure(e.Message, e);
        }

        using SandboxLaunch launch = await SandboxLaunch.PrepareAsync(programs, user, folder, folder, ["lower"], [programs.Shell, "-c", ": > /tmp/written && exec sleep 0"], cancellationToken).ConfigureAwait(false);
        Task<string> errors = new StreamReader(launch.Errors).ReadToEndAsync(cancellationToken);
        _ = await launch.StartAsync(cancellationToken).ConfigureAwait(false);
        int code = await launch.WaitAsync().ConfigureAwait(false);
        if (code != 0 || UnixFile.StatusOf(Path.Combine(folder, "upper", "written")) is null)
        {
            throw SandboxLaunch.Failure((await errors.ConfigureAwait(false) + launch.Trouble()).Trim() is { Length: > 0 } said ? said : FormattableString.Invariant($"bubblewrap ended with exit code {code}"), null);
        }
    }

    /// <summary>What keeps a sandbox from working, for people: what the kernel is set to, where that explains it.</summary>
    public static string Explain(string seen) => Explain(seen, static path =>
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    });

    /// <summary>The same, of files that are read in another way.</summary>
    public static string Explain(string seen, Func<string, string?> read)
    {
        string problem = seen.TrimEnd('.');
        if (!seen.Contains("ermitted", StringComparison.Ordinal) && !seen.Contains("ermission", StringComparison.Ordinal) && !seen.Contains("No space left", StringComparison.Ordinal))
        {
            return problem;
        }

        const string Refuses = "this kernel does not let an ordinary user make namespaces";
        return read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" ? $"{Refuses} (sysctl kernel.apparmor_restrict_unprivileged_userns is 1)"
            : read("/proc/sys/kernel/unprivileged_userns_clone") == "0" ? $"{Refuses} (sysctl kernel.unprivileged_userns_clone is 0)"
            : read("/proc/sys/user/max_user_namespaces") == "0" ? $"{Refuses} (sysctl user.max_user_namespaces is 0)"
            : read("/proc/self/status") is { } status && status.Contains("Seccomp:\t2", StringComparison.Ordinal) ? $"the container this build runs in forbids new namespaces (its seccomp profile): {problem}"
            : seen.Contains("mount", StringComparison.Ordinal) && seen.Contains("overlay", StringComparison.Ordinal) ? $"this kernel does not let an ordinary user mount overlayfs in a namespace of its own, as Linux 5.11 and later do: {problem}"
            : problem;
    }

    private static void Give(string path, SandboxUser user, Action<string> make)
    {
        make(path);
        if (user.Owner is { } owner)
        {
            UnixFile.ChangeOwner(path.TrimEnd('/'), owner);
        }
    }
}
