using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Linux;

/// <summary>What <c>/proc</c> says of a process's namespaces (proc_pid_net(5), proc_pid_status(5)).</summary>
internal static class ProcessNetwork
{
    /// <summary>Whether a process is the first of a process namespace below this one.</summary>
    public static bool IsFirstOfNamespace(int process)
    {
        try
        {
            string? line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).FirstOrDefault(static l => l.StartsWith("NSpid:", StringComparison.Ordinal));
            return line?.Split('\t', StringSplitOptions.RemoveEmptyEntries) is { Length: > 2 } ids && ids[^1].Trim() == "1";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The TCP sockets listened on in the network of a process, each address and port once.</summary>
    /// <param name="process">The process.</param>
    /// <param name="inodes">Only sockets of these inodes; <see langword="null"/> for all.</param>
    /// <returns><see langword="null"/> when they cannot be read.</returns>
    public static ImmutableArray<ListeningSocket>? Listening(int process, IReadOnlySet<string>? inodes = null)
    {
        try
        {
            var sockets = new List<ListeningSocket>();
            foreach (string table in (string[])["tcp", "tcp6"])
            {
                string file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/net/{table}");
                if (File.Exists(file))
                {
                    sockets.AddRange(ListeningSockets.Read(Of(File.ReadAllText(file), inodes)));
                }
            }

            return [.. sockets.Distinct().OrderBy(static s => s.Port).ThenBy(static s => s.Address, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Inodes of the sockets that processes have open (proc_pid_fd(5)).</summary>
    public static HashSet<string> SocketsOf(IEnumerable<int> processes)
    {
        const string Socket = "socket:[";
        var inodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (int process in processes)
        {
            try
            {
                foreach (string descriptor in Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd")))
                {
                    if (new FileInfo(descriptor).LinkTarget is { } target && target.StartsWith(Socket, StringComparison.Ordinal))
                    {
                        inodes.Add(target[Socket.Length..^1]);
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has just ended, or closed what was looked at.
            }
        }

        return inodes;
    }

    // The tenth column is the inode.
    private static string Of(string table, IReadOnlySet<string>? inodes) =>
        inodes is null ? table : string.Join('\n', table.Split('\n').Where(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 9 } fields && inodes.Contains(fields[9])));
}
