using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Linux;

/// <summary>The processes of a container as the machine sees them in <c>/proc</c>: process 1 and all that come from it. What was started in it from outside, a probe, is not among them.</summary>
internal static class ContainerProcesses
{
    private const int MostProcesses = 1000;
    private const int LongestCommand = 1000;

    /// <summary>Reads them, process 1 first, with the memory that each has to itself.</summary>
    /// <param name="first">Process 1, by its number outside.</param>
    /// <returns><see langword="null"/> when the kernel does not tell the children of a process.</returns>
    public static ImmutableArray<(ContainerProcess Process, long Memory)>? Read(int first)
    {
        if (!File.Exists(Invariant($"/proc/self/task/{Environment.ProcessId}/children")))
        {
            return null;
        }

        ImmutableArray<(ContainerProcess, long)>.Builder found = ImmutableArray.CreateBuilder<(ContainerProcess, long)>();
        var rest = new Queue<(int Id, int Parent)>([(first, 0)]);
        while (rest.TryDequeue(out (int Id, int Parent) next) && found.Count < MostProcesses)
        {
            string status = Text(Invariant($"/proc/{next.Id}/status"));
            int inside = LastNumber(status, "NSpid:");
            if (inside == 0 || Line(status, "State:").StartsWith('Z'))
            {
                continue;
            }

            string command = Text(Invariant($"/proc/{next.Id}/cmdline")).TrimEnd('\0').Replace('\0', ' ');
            found.Add((
                new ContainerProcess(inside, next.Parent, ProgramOf(next.Id) ?? Line(status, "Name:"), command.Length > LongestCommand ? command[..LongestCommand] : command),
                Kilobytes(status, "RssAnon:") + Kilobytes(status, "RssShmem:")));
            foreach (int child in ChildrenOf(next.Id))
            {
                rest.Enqueue((child, inside));
            }
        }

        return found.ToImmutable();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    // Each thread has the children it has started.
    private static List<int> ChildrenOf(int process)
    {
        var children = new List<int>();
        try
        {
            foreach (string task in Directory.EnumerateDirectories(Invariant($"/proc/{process}/task")))
            {
                children.AddRange(Text(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static c => int.Parse(c, CultureInfo.InvariantCulture)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
        }

        children.Sort();
        return children;
    }

    private static string? ProgramOf(int process)
    {
        try
        {
            return new FileInfo(Invariant($"/proc/{process}/exe")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Line(string status, string name) =>
        status.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "";

    private static int LastNumber(string status, string name) =>
        int.TryParse(Line(status, name).Split('\t', ' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static long Kilobytes(string status, string name) =>
        long.TryParse(Line(status, name).Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number * 1024 : 0;

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
}
