using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>What ARG, ENV and WORKDIR have said so far in a stage. Secrets have no value here, so that none is put in anywhere.</summary>
/// <param name="globals">What ARG says before the first stage.</param>
internal sealed class StageValues(ImmutableDictionary<string, string?> globals)
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _environment = new(StringComparer.Ordinal);

    /// <summary>Where the last WORKDIR leads.</summary>
    public string Folder { get; private set; } = "/";

    /// <summary>The names that are declared.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The same for a stage that is built on this one, where arguments are no more; or as it is at this moment.</summary>
    public StageValues Next(bool withArguments = false)
    {
        var next = new StageValues(globals) { Folder = Folder };
        foreach ((string name, string? value) in _values.Where(v => withArguments || _environment.Contains(v.Key)))
        {
            next._values[name] = value;
        }

        next._environment.UnionWith(_environment);
        return next;
    }

    /// <summary>The value of a name; <see langword="null"/> for none.</summary>
    public string? Of(string name) => _values.GetValueOrDefault(name);

    /// <summary>The text with values put in; <see langword="null"/> when one without a value decides it.</summary>
    public string? Expand(string text) => ArgumentText.Expand(text, _values);

    /// <summary>Whether a text is made of names that ARG and ENV declare, with or without a value, and of none that the base image could have.</summary>
    public bool IsMadeOfDeclared(string text) => ArgumentText.Expand(text, _values.ToDictionary(static v => v.Key, static v => (string?)(v.Value ?? ""), StringComparer.Ordinal)) is not null;

    /// <summary>Whether a secret is put into a text.</summary>
    public bool HasSecret(string text) => _values.Keys.Any(n => SecretName.IsSecret(n) && ArgumentText.Expand(text, _values.ToDictionary(static v => v.Key, v => v.Key == n ? null : (string?)(v.Value ?? ""), StringComparer.Ordinal)) is null);

    /// <summary>Takes in an ARG, ENV or WORKDIR; others say nothing here.</summary>
    public void Read(DockerfileInstruction instruction)
    {
        switch (instruction.Keyword)
        {
            case "ARG":
                foreach ((string name, string? text) in Arguments(instruction).Where(a => !_environment.Contains(a.Name)))
                {
                    string? value = text is null ? globals.GetValueOrDefault(name) : Expand(text);
                    _values[name] = value is not null && (SecretName.IsSecret(name) || MaskedText.IsSecret(name, value)) ? null : value;
                }

                break;
            case "ENV":
                foreach ((string name, string text) in Pairs(instruction))
                {
                    string? value = SecretName.IsSecret(name) || MaskedText.IsSecret(name, text) ? null : Expand(text);
                    _environment.Add(name);
                    _values[name] = value;
                }

                break;
            case "WORKDIR":
                if (Expand(string.Concat(instruction.Words.Take(1))) is { Length: > 0 } path)
                {
                    Folder = Resolve(path);
                }

                break;
        }
    }

    /// <summary>A path as an absolute one.</summary>
    public string Resolve(string path) => Resolve(path, Folder);

    /// <summary>A path as an absolute one, seen from a folder.</summary>
    public string Resolve(string path, string folder)
    {
        string text = (Expand(path) ?? path).Replace('\\', '/');
        string full = text.StartsWith('/') ? text : $"{folder.TrimEnd('/')}/{text}";
        var parts = new List<string>();
        foreach (string part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>The names that ARG declares, each with its default.</summary>
    public static IEnumerable<(string Name, string? Value)> Arguments(DockerfileInstruction instruction) =>
        instruction.Words.Select(static w => w.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (w[..at], w[(at + 1)..]) : (w, (string?)null));

    /// <summary>ENV or LABEL: <c>NAME=VALUE …</c>, or the old form <c>NAME all the rest</c>.</summary>
    public static IEnumerable<(string Name, string Value)> Pairs(DockerfileInstruction instruction)
    {
        ImmutableArray<string> words = instruction.Words;
        if (words.Length > 1 && !words[0].Contains('=', StringComparison.Ordinal))
        {
            return [(words[0], string.Join(' ', words.Skip(1)))];
        }

        return words.Select(static w => (Word: w, At: w.IndexOf('=', StringComparison.Ordinal))).Where(static w => w.At > 0).Select(static w => (w.Word[..w.At], w.Word[(w.At + 1)..]));
    }
}
