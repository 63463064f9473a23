using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.EntryPoints;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Reads a configuration file of supervisord (Supervisor manual, "Configuration File"): Windows-INI, comments after <c>;</c>, a value goes on in indented lines.</summary>
internal static class SupervisordConfiguration
{
    private const string Program = "program:";

    /// <summary>Adds the programs of a file and gives what it includes, as patterns.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="file">Its path.</param>
    /// <param name="programs">Receives the programs, in the order of the file.</param>
    public static IEnumerable<string> Read(string text, string file, ImmutableArray<SupervisedProgram>.Builder programs)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(programs);
        string[] includes = [];
        foreach ((string section, Dictionary<string, string> settings) in Sections(text))
        {
            if (section.StartsWith(Program, StringComparison.Ordinal))
            {
                if (settings.GetValueOrDefault("autostart", "true").Trim().ToLowerInvariant() is not ("false" or "no" or "off" or "0"))
                {
                    programs.Add(OfSettings(section[Program.Length..].Trim(), settings, file));
                }
            }
            else if (section == "include")
            {
                includes = settings.GetValueOrDefault("files", "").Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return includes;
    }

    private static SupervisedProgram OfSettings(string name, Dictionary<string, string> settings, string file)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string entry in settings.GetValueOrDefault("environment", "").Split([',', '\n'], StringSplitOptions.TrimEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables[entry[..equals].Trim()] = entry[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        // "%(ENV_X)s" is put in when it is started.
        string command = settings.GetValueOrDefault("command", "").Replace('\n', ' ').Trim();
        return new SupervisedProgram(name, !command.Contains("%(", StringComparison.Ordinal) && SimpleCommand.TrySplit(command, out ImmutableArray<string> words) ? words : [], file)
        {
            WorkingDirectory = settings.GetValueOrDefault("directory"),
            Variables = variables.ToImmutable(),
        };
    }

    private static List<(string Section, Dictionary<string, string> Settings)> Sections(string text)
    {
        var sections = new List<(string, Dictionary<string, string>)>();
        string? key = null;
        foreach (string written in text.Split('\n'))
        {
            int comment = written.IndexOf(" ;", StringComparison.Ordinal);
            string line = (comment < 0 ? written : written[..comment]).TrimEnd();
            if (line.Length == 0 || line[0] is ';' or '#')
            {
                continue;
            }

            if (line[0] == '[' && line.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                sections.Add((line[1..end].Trim(), new Dictionary<string, string>(StringComparer.Ordinal)));
                key = null;
            }
            else if (sections.Count == 0)
            {
                continue;
            }
            else if (line[0] is ' ' or '\t')
            {
                if (key is not null)
                {
                    sections[^1].Item2[key] += "\n" + line.Trim();
                }
            }
            else if (line.IndexOfAny(['=', ':']) is > 0 and var equals)
            {
                key = line[..equals].Trim().ToLowerInvariant();
                sections[^1].Item2[key] = line[(equals + 1)..].Trim();
            }
        }

        return sections;
    }
}
