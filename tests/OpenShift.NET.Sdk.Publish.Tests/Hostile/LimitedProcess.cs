using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>Runs a .NET program that may take no more than so much memory and time. .NET reserves far more addresses than it uses, so that what is really in use is limited and watched.</summary>
internal static class LimitedProcess
{
    /// <summary>Most memory in use, the program itself included.</summary>
    public const long Memory = 512L << 20;

    /// <summary>Most processor time of one input: three times what the one with the most files takes on a slow machine. What grows faster than its input takes minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Arguments of <c>dotnet</c>.</param>
    /// <param name="environment">Variables besides the limits.</param>
    public static LimitedResult Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + Memory.ToString("X", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        process.OutputDataReceived += (_, e) => Append(output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(output, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long most = 0;
        bool ended = false;

        // Other processes of a busy machine take time from this one; what it has used itself is what counts.
        TimeSpan used = TimeSpan.Zero;
        for (var clock = Stopwatch.StartNew(); !ended && used < Longest && clock.Elapsed < Longest * 4;)
        {
            ended = process.WaitForExit(50);
            if (!ended)
            {
                (most, used) = (Math.Max(most, PeakOf(process)), TimeOf(process, used));
            }
        }

        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        lock (output)
        {
            return new LimitedResult(ended ? process.ExitCode : null, output.ToString(), most, used);
        }
    }

    private static TimeSpan TimeOf(Process process, TimeSpan last)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return last;
        }
    }

    private static long PeakOf(Process process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return 0;
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
