using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// That the sandbox has worked here, kept beside the unpacked layers: a trial before every proof takes as long as many an application needs to start. It holds as long as all it depends on is
/// the same: this start of the machine, the namespaces and rights of this process, the programs, what the kernel is set to. A sandbox that does not start puts an end to it.
/// </summary>
internal sealed class KeptTrial
{
    private const string Status = "/proc/self/status";

    private static readonly string[] s_settings =
    [
        "/proc/sys/kernel/random/boot_id", "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "/proc/sys/kernel/unprivileged_userns_clone", "/proc/sys/user/max_user_namespaces",
        "/proc/self/attr/current", "/proc/self/cgroup",
    ];

    private static readonly string[] s_rights = ["Uid:", "CapEff:", "CapBnd:", "NoNewPrivs:", "Seccomp:"];
    private static readonly string[] s_namespaces = ["user", "mnt", "pid", "net", "cgroup"];

    private readonly string _file;
    private readonly string _key;

    private KeptTrial(string file, string key) => (_file, _key) = (file, key);

    /// <summary>The trial of these programs by this process.</summary>
    /// <param name="cacheDirectory">The cache folder.</param>
    /// <param name="programs">The programs.</param>
    /// <param name="user">Who the sandboxes belong to.</param>
    public static KeptTrial Of(string cacheDirectory, SandboxPrograms programs, SandboxUser user)
    {
        using var key = new Fingerprint();
        key.Add(user.ToString());

        // Its writable folders lie there, and not every file system can have them.
        key.Add(Path.GetTempPath());
        foreach (string file in s_settings)
        {
            key.Add(Text(file));
        }

        string status = Text(Status);
        foreach (string line in status.Split('\n').Where(static l => s_rights.Any(r => l.StartsWith(r, StringComparison.Ordinal))))
        {
            key.Add(line);
        }

        foreach (string name in s_namespaces)
        {
            key.Add(LinkOf("/proc/self/ns/" + name));
        }

        foreach (string program in programs.All)
        {
            key.Add(program);
            key.Add(File.GetLastWriteTimeUtc(program).Ticks);
        }

        return new KeptTrial(Path.Combine(Path.GetFullPath(cacheDirectory), "sandbox", FormattableString.Invariant($"tried-{UnixFile.EffectiveUser()}")), key.Finish());
    }

    /// <summary>What the trial said; <see langword="null"/> when it has to be made.</summary>
    public EngineTrial? Read() => Text(_file).Split('\n') is [var key, var name, .. var unproved, ""] && key == _key ? new EngineTrial(name, null, [.. unproved]) : null;

    /// <summary>Keeps what a trial said that worked.</summary>
    public void Write(EngineTrial trial)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            string temporary = TemporaryName.Of(_file);
            File.WriteAllText(temporary, string.Concat(ImmutableArray.Create(_key, PrintableText.Line(trial.Name)).AddRange(trial.Unproved).Select(static l => l + "\n")));
            File.Move(temporary, _file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is then made again.
        }
    }

    /// <summary>Has it made again.</summary>
    public void Forget()
    {
        try
        {
            File.Delete(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process has it open, which forgets it too when it is no longer true.
        }
    }

    private static string Text(string path)
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

    private static string LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
