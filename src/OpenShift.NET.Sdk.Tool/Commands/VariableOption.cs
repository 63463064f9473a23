using System.Collections.Immutable;
using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>Variables of a run.</summary>
internal static class VariableOption
{
    /// <summary>The option.</summary>
    public static Option<string[]> Create() =>
        new("--env") { Description = "A variable of the run, NAME=VALUE, or NAME to take it from this environment; can be given several times.", DefaultValueFactory = static _ => [] };

    /// <summary>The variables; no message repeats a value.</summary>
    /// <exception cref="OpenShiftException">OSC0070: one has no name, or is not set.</exception>
    public static ImmutableArray<NamedValue> Of(string[] entries)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in entries)
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? entry : entry[..equals];
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            {
                throw new OpenShiftException(ToolCodes.InvalidCommandLine, "An --env has no name in front of its '='", "Write it as NAME=VALUE.");
            }

            variables[name] = equals >= 0 ? entry[(equals + 1)..]
                : Environment.GetEnvironmentVariable(name) ?? throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"The variable {name} of an --env is not set in this environment", "Set it, or write --env NAME=VALUE.");
        }

        return [.. variables.Select(static v => new NamedValue(v.Key, v.Value))];
    }
}
