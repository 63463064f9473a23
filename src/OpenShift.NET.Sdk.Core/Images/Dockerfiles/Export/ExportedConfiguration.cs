using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>The instructions that make of the configuration of a base image that of an image, and what no instruction does.</summary>
internal sealed class ExportedConfiguration
{
    // BuildKit reads lines of 65535 bytes (bufio.MaxScanTokenSize).
    private const int LongestLine = 65_000;

    private readonly List<(string Line, string? Shown)> _lines = [];
    private readonly List<string> _gaps = [];
    private readonly List<string> _secrets = [];
    private readonly ExecutionConfig _config;
    private readonly ExecutionConfig _base;

    private ExportedConfiguration(ExecutionConfig config, ExecutionConfig below) => (_config, _base) = (config, below);

    /// <summary>What no instruction does, whole sentences. No value of the environment is in them.</summary>
    public ImmutableArray<string> Gaps => [.. _gaps];

    /// <summary>Variables whose value is a secret.</summary>
    public ImmutableArray<string> Secrets => [.. _secrets];

    /// <summary>Compares the two.</summary>
    /// <param name="config">The image's.</param>
    /// <param name="below">The base image's; an empty one for <c>scratch</c>.</param>
    /// <param name="files">The image's files.</param>
    public static ExportedConfiguration Of(ExecutionConfig config, ExecutionConfig below, FileTree files)
    {
        var made = new ExportedConfiguration(config, below);
        made.Environment();
        made.Labels();
        made.Ports();
        made.Volumes();
        made.Folder(files);
        made.Single("STOPSIGNAL", config.StopSignal, below.StopSignal);
        made.User();
        made.HealthCheck();
        made.Others();
        made.Command();
        return made;
    }

    /// <summary>The instructions.</summary>
    /// <param name="hideSecrets">Whether values that are secrets are left out, for what ends in a log.</param>
    public IEnumerable<string> Lines(bool hideSecrets) => _lines.Select(l => hideSecrets ? l.Shown ?? l.Line : l.Line);

    private void Environment()
    {
        // Of two entries of a name the last one counts.
        Dictionary<string, string> before = Variables(_base);
        Dictionary<string, string> now = Variables(_config);
        foreach ((string name, string value) in now)
        {
            if (before.TryGetValue(name, out string? earlier) && earlier == value)
            {
                continue;
            }

            bool isSecret = SecretValue.Judge(name, value) is not null;
            if (isSecret)
            {
                _secrets.Add(name);
            }

            if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or '/'))
            {
                _gaps.Add($"A variable with the name '{name}' cannot be set by ENV.");
            }
            else if (!InstructionText.IsOfOneLine(value))
            {
                _gaps.Add($"The value of the variable {name} has several lines or control characters, which ENV has no form for; set it where the container is started.");
            }
            else
            {
                Add($"ENV {name}={InstructionText.Quoted(value)}", $"The variable {name}", isSecret ? $"ENV {name}=\"…\"" : null);
            }
        }

        Remain("variable", before.Keys.Where(n => !now.ContainsKey(n)), "set it to an empty value where that is the same to the application");
    }

    private static Dictionary<string, string> Variables(ExecutionConfig config)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables[entry[..equals]] = entry[(equals + 1)..];
            }
        }

        return variables;
    }

    private void Labels()
    {
        foreach ((string name, string value) in _config.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (_base.Labels?.GetValueOrDefault(name) == value)
            {
                continue;
            }

            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || !InstructionText.IsOfOneLine(name) || !InstructionText.IsOfOneLine(value))
            {
                _gaps.Add($"The label '{name}' has an equals sign in its name, several lines or control characters, which LABEL has no form for; give it to the builder (podman build --label).");
            }
            else
            {
                Add($"LABEL {InstructionText.Plain(name)}={InstructionText.Quoted(value)}", $"The label {name}");
            }
        }

        Remain("label", (_base.Labels?.Keys ?? []).Where(n => _config.Labels?.ContainsKey(n) != true), "give it another value with LABEL");
    }

    private void Ports()
    {
        foreach (string port in (_config.ExposedPorts?.Keys ?? []).Where(p => _base.ExposedPorts?.ContainsKey(p) != true))
        {
            string[] parts = port.Split('/');
            if (parts.Length <= 2 && parts[0].Split('-').All(static n => n.Length is > 0 and <= 5 && n.All(char.IsAsciiDigit)) && parts.Skip(1).All(static p => p.Length > 0 && p.All(char.IsAsciiLetter)))
            {
                Add($"EXPOSE {port}", $"The port {port}");
            }
            else
            {
                _gaps.Add($"'{port}' is no port that EXPOSE takes.");
            }
        }

        Remain("port", (_base.ExposedPorts?.Keys ?? []).Where(p => _config.ExposedPorts?.ContainsKey(p) != true), null);
    }

    private void Volumes()
    {
        string[] volumes = [.. (_config.Volumes?.Keys ?? []).Where(v => _base.Volumes?.ContainsKey(v) != true)];
        if (volumes.Length > 0)
        {
            Add($"VOLUME {InstructionText.ExpandedJson(volumes)}", "The volumes");
        }

        Remain("volume", (_base.Volumes?.Keys ?? []).Where(v => _config.Volumes?.ContainsKey(v) != true), null);
    }

    private void Folder(FileTree files)
    {
        string folder = string.IsNullOrEmpty(_config.WorkingDir) ? ImagePath.Root : ImagePath.Normalize(_config.WorkingDir);
        string before = string.IsNullOrEmpty(_base.WorkingDir) ? ImagePath.Root : ImagePath.Normalize(_base.WorkingDir);
        if (folder == before && (string.IsNullOrEmpty(_config.WorkingDir) || _config.WorkingDir == _base.WorkingDir))
        {
            return;
        }

        Single("WORKDIR", string.IsNullOrEmpty(_config.WorkingDir) ? ImagePath.Root : _config.WorkingDir.StartsWith('/') ? _config.WorkingDir : folder, null);
        if (!files.TryResolve(folder, out _))
        {
            _gaps.Add($"WORKDIR makes the folder {folder}, which the image does not have.");
        }
    }

    // No USER takes one away; root is what none means.
    private void User() => Single("USER", string.IsNullOrEmpty(_config.User) && !string.IsNullOrEmpty(_base.User) ? "0" : _config.User, _base.User);

    private void Single(string keyword, string? value, string? before)
    {
        if (string.IsNullOrEmpty(value))
        {
            if (!string.IsNullOrEmpty(before))
            {
                _gaps.Add($"The base image's {keyword} '{before}' stays.");
            }
        }
        else if (value != before)
        {
            if (InstructionText.IsOfOneLine(value))
            {
                Add($"{keyword} {InstructionText.Plain(value)}", keyword);
            }
            else
            {
                _gaps.Add($"The image's {keyword} has control characters, which no instruction has a form for.");
            }
        }
    }

    private void HealthCheck()
    {
        if (TextOf(_config, "Healthcheck") == TextOf(_base, "Healthcheck"))
        {
            return;
        }

        if (HealthCheckInstruction.Of(_config.Extensions?.GetValueOrDefault("Healthcheck")) is { } line)
        {
            Add(line, "The health check");
        }
        else
        {
            _gaps.Add("The image's health check has no form as an instruction; Kubernetes and OpenShift do not look at it.");
        }
    }

    private void Others()
    {
        // The others of Docker's (Hostname, AttachStdin) are of the container that the image was built in.
        foreach (string member in (ReadOnlySpan<string>)["OnBuild", "Shell"])
        {
            if (TextOf(_config, member) != TextOf(_base, member))
            {
                _gaps.Add($"The member {member} of the configuration, which is none of the OCI specification's, is not carried over.");
            }
        }
    }

    private static string TextOf(ExecutionConfig config, string member) =>
        config.Extensions?.TryGetValue(member, out JsonElement value) == true && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && value.GetRawText() is var text and not ("\"\"" or "[]" or "{}" or "0") ? text : "";

    // ENTRYPOINT takes the CMD of the base image away, so that CMD stands behind it whenever one is.
    private void Command()
    {
        bool same = _config.Entrypoint.GetValueOrDefault([]).AsSpan().SequenceEqual(_base.Entrypoint.GetValueOrDefault([]).AsSpan());
        if (!same)
        {
            Add($"ENTRYPOINT {InstructionText.Json(_config.Entrypoint ?? [])}", "ENTRYPOINT");
        }

        bool sameArguments = _config.Cmd.GetValueOrDefault([]).AsSpan().SequenceEqual(_base.Cmd.GetValueOrDefault([]).AsSpan());
        if (!(same && sameArguments) && (_config.Cmd is { IsEmpty: false } || _base.Cmd is { IsEmpty: false }))
        {
            Add($"CMD {InstructionText.Json(_config.Cmd ?? [])}", "CMD");
        }
    }

    private void Remain(string what, IEnumerable<string> names, string? way)
    {
        foreach (string name in names)
        {
            _gaps.Add($"The base image's {what} {name} stays, as no instruction takes one away{(way is null ? "" : $"; {way}")}.");
        }
    }

    private void Add(string line, string what, string? shown = null)
    {
        if (Encoding.UTF8.GetByteCount(line) > LongestLine)
        {
            _gaps.Add($"{what} is longer than the line of a Dockerfile may be.");
        }
        else
        {
            _lines.Add((line, shown));
        }
    }
}
