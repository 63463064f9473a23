using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Proofs;

/// <summary>The processes of a run, told apart: what starts the application, the application, and what else there is. What came from outside (exec probes) is none of them.</summary>
internal sealed class SeenProcesses
{
    private static readonly string[] s_shells = ["sh", "bash", "dash", "ash", "busybox", "ksh", "zsh"];

    // Made to be process 1: they pass signals on.
    private static readonly string[] s_inits = ["tini", "tini-static", "dumb-init", "catatonit", "docker-init", "podman-init"];

    private static readonly string[] s_supervisors = ["supervisord", "s6-svscan", "s6-supervise", "runsvdir", "runsv", "systemd", "monit", "circusd", "pm2", "god", "horust"];

    private SeenProcesses(ContainerProcess? first, ContainerProcess? application, ImmutableArray<ContainerProcess> others)
    {
        First = first;
        Application = application;
        Others = others;
    }

    /// <summary>Process 1; <see langword="null"/> when it is not known.</summary>
    public ContainerProcess? First { get; }

    /// <summary>The application; <see langword="null"/> when no process is known.</summary>
    public ContainerProcess? Application { get; }

    /// <summary>The other processes of the container, without shells and inits that only started the application.</summary>
    public ImmutableArray<ContainerProcess> Others { get; }

    /// <summary>The processes of a run.</summary>
    public static SeenProcesses Of(ContainerRun run)
    {
        ImmutableArray<ContainerProcess> all = run.Processes;
        HashSet<int> known = [.. all.Select(static p => p.Id)];
        ContainerProcess? first = all.FirstOrDefault(static p => p.Id == 1);
        ContainerProcess? root = first ?? all.FirstOrDefault(p => !known.Contains(p.ParentId));
        if (root is null)
        {
            return new SeenProcesses(null, null, []);
        }

        // Of processes that were seen one after the other under one id, each counts.
        var starters = new HashSet<ContainerProcess>(ReferenceEqualityComparer.Instance);
        ContainerProcess application = root;
        while ((IsShell(application) || IsInit(application) || IsSupervisor(application)) && starters.Add(application)
            && all.Where(p => p.ParentId == application.Id && p.Id != application.Id).OrderBy(static p => IsShell(p) ? 1 : 0).ThenBy(static p => IsServer(p) ? 1 : 0).FirstOrDefault() is { } child)
        {
            application = child;
        }

        return new SeenProcesses(first, application, [.. all.Where(p => !ReferenceEquals(p, application) && p.Id != application.Id && Descends(p) && (!starters.Contains(p) || IsSupervisor(p)))]);

        bool Descends(ContainerProcess process)
        {
            int id = process.Id;
            for (int i = 0; i <= all.Length && id != root.Id; i++)
            {
                if (!known.Contains(id))
                {
                    return false;
                }

                id = all.First(p => p.Id == id).ParentId;
            }

            return id == root.Id;
        }
    }

    /// <summary>The name of a process's program.</summary>
    public static string Name(ContainerProcess process) => ImagePath.Name(process.Program);

    /// <summary>Whether it is a shell.</summary>
    public static bool IsShell(ContainerProcess process) => s_shells.Contains(Name(process), StringComparer.Ordinal);

    /// <summary>Whether it is a program made to be process 1 before another one.</summary>
    public static bool IsInit(ContainerProcess process) => s_inits.Contains(Name(process), StringComparer.Ordinal);

    /// <summary>Whether it is a program that starts and restarts services.</summary>
    public static bool IsSupervisor(ContainerProcess process) => s_supervisors.Contains(Name(process), StringComparer.Ordinal);

    /// <summary>Whether it is a server by its own name.</summary>
    public static bool IsServer(ContainerProcess process) => Name(process).Length > 0 && ServerPrograms.IsNamedServer([Name(process), .. process.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)]);

    /// <summary>Whether it is an SSH server.</summary>
    public static bool IsSshServer(ContainerProcess process) => Name(process) is "sshd" or "sshd-session" or "dropbear";
}
