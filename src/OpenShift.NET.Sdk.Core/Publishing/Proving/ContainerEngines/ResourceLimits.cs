using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>This process's own limits (<c>/proc/self/limits</c>): an engine that may not raise them must be told not to try.</summary>
internal static class ResourceLimits
{
    // More processes than OpenShift lets a pod have by default (podPidsLimit) prove nothing, and what the engine has itself is less than this process's limit.
    private const long MostProcesses = 4096;

    /// <summary>The options of <c>create</c>.</summary>
    public static ImmutableArray<string> Options()
    {
        try
        {
            return Parse(File.ReadAllText("/proc/self/limits"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Reads the hard limits of open files and processes.</summary>
    public static ImmutableArray<string> Parse(string limits)
    {
        ImmutableArray<string>.Builder options = ImmutableArray.CreateBuilder<string>();
        foreach ((string line, string name, long most) in (ReadOnlySpan<(string, string, long)>)[("Max open files", "nofile", long.MaxValue), ("Max processes", "nproc", MostProcesses)])
        {
            string[]? fields = limits.Split('\n').FirstOrDefault(l => l.StartsWith(line, StringComparison.Ordinal))?[line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields is [_, var hard, ..] && long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                number = Math.Min(number, most);
                options.AddRange("--ulimit", string.Create(CultureInfo.InvariantCulture, $"{name}={number}:{number}"));
            }
        }

        return options.ToImmutable();
    }
}
