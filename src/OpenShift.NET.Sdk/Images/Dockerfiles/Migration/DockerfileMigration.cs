using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>
/// Says what properties and items of a project do what its Dockerfile does (Dockerfile reference, docs.docker.com; .NET SDK, "Containerize an app reference"), and of
/// every instruction that none does what to do instead.
/// </summary>
internal sealed class DockerfileMigration
{
    private const string DefaultFolder = "/app";

    private readonly Dockerfile _file;
    private readonly MigrationDraft _draft = new();

    // What ENV and ARG have said so far in the image; null is a name without a value.
    private readonly Dictionary<string, string?> _variables = new(StringComparer.Ordinal);
    private string _folder = "/";
    private DockerfileInstruction? _entryPoint;
    private DockerfileInstruction? _command;

    private readonly ImmutableArray<DockerfileStage> _shipped;

    private DockerfileMigration(Dockerfile file, int target)
    {
        _file = file;
        _shipped = [.. file.BuiltOn(target).Reverse()];
    }

    /// <summary>Index of a stage by its name; -1 when there is none.</summary>
    public static int IndexOf(Dockerfile file, string stage)
    {
        int index = file.Stages.Length - 1;
        while (index >= 0 && !string.Equals(file.Stages[index].Name, stage, StringComparison.OrdinalIgnoreCase))
        {
            index--;
        }

        return index;
    }

    /// <summary>Whether it is the Dockerfile of a .NET application: it calls dotnet, or is built on an image of .NET.</summary>
    public static bool IsOfDotNet(Dockerfile file) => file.Stages.Any(static s =>
        (s.Base ?? s.From.Text).Contains("dotnet", StringComparison.OrdinalIgnoreCase)
        || s.Instructions.Any(static i => i.Keyword is "RUN" or "ENTRYPOINT" or "CMD" && i.Text.Contains("dotnet", StringComparison.Ordinal)));

    /// <summary>Says it of the image that the last stage makes.</summary>
    public static ProjectMigration Of(Dockerfile file) => Of(file, file.Stages.Length - 1);

    /// <summary>Says it of the image that a stage makes.</summary>
    /// <param name="file">The Dockerfile, with one stage at least.</param>
    /// <param name="target">Index of the stage.</param>
    public static ProjectMigration Of(Dockerfile file, int target) => new DockerfileMigration(file, target).Run();

    private ProjectMigration Run()
    {
        int[] needed = Needed();
        for (int i = 0; i < _file.Stages.Length; i++)
        {
            DockerfileStage stage = _file.Stages[i];
            if (_shipped.Any(t => ReferenceEquals(stage, t)))
            {
                continue;
            }

            if (needed.Contains(i))
            {
                BuildStage(stage);
            }
            else
            {
                foreach (DockerfileInstruction instruction in stage.Instructions.Prepend(stage.From))
                {
                    _draft.Unneeded(instruction, "Nothing of this stage is in the image.");
                }
            }
        }

        Base(_shipped[0]);
        foreach (DockerfileStage stage in _shipped)
        {
            if (!ReferenceEquals(stage, _shipped[0]))
            {
                _draft.Unneeded(stage.From, "The stages that the image is made of are one.");
            }

            foreach (DockerfileInstruction instruction in stage.Instructions)
            {
                Instruction(instruction, stage);
            }
        }

        StartCommand.Migrate(_draft, _entryPoint, _command);
        if (_folder is not ("/" or DefaultFolder))
        {
            _draft.Set("ContainerWorkingDirectory", _folder, 0);
        }

        return _draft.Finish();
    }

    // What the image is built on or copies from, and what that is built on or copies from.
    private int[] Needed()
    {
        var needed = new HashSet<int>();
        var open = new Queue<DockerfileStage>(_shipped);
        while (open.TryDequeue(out DockerfileStage? stage))
        {
            IEnumerable<int> sources = stage.Instructions.Where(static i => i.Keyword is "COPY" or "ADD" or "RUN").SelectMany(static i => i.Flags).Select(CopyInstruction.SourceOf).OfType<string>().Select(n => CopyInstruction.IndexOf(_file, n));
            foreach (int index in sources.Append(stage.BaseStage ?? -1).Where(i => i >= 0 && needed.Add(i)))
            {
                open.Enqueue(_file.Stages[index]);
            }
        }

        return [.. needed];
    }

    private void Base(DockerfileStage first)
    {
        string? image = first.Base;
        _draft.BaseImage = image;
        if (first.From.Flags.FirstOrDefault(static f => f.StartsWith("--platform=", StringComparison.Ordinal)) is { } flag)
        {
            string? identifier = flag["--platform=".Length..] switch { "linux/amd64" => "linux-x64", "linux/arm64" or "linux/arm64/v8" => "linux-arm64", _ => null };
            if (identifier is not null)
            {
                _draft.Set("ContainerRuntimeIdentifier", identifier, first.From.Line);
            }
        }

        if (image is null)
        {
            _draft.Open(first.From, "A build argument without a default names the image: say it with ContainerBaseImage, or on the command line with -p:ContainerBaseImage=….");
            return;
        }

        string name = image.Split('@')[0];
        if (name.Contains("windows", StringComparison.OrdinalIgnoreCase) || name.Contains("nanoserver", StringComparison.OrdinalIgnoreCase))
        {
            _draft.Open(first.From, "Images of Windows cannot be made, and OpenShift's nodes are Linux: take mcr.microsoft.com/dotnet/aspnet or runtime, or OpenShiftBase=ubi.");
            return;
        }

        _draft.Set("ContainerBaseImage", image, first.From.Line);
        if (name.Contains("dotnet", StringComparison.Ordinal) && name.Contains("sdk", StringComparison.Ordinal))
        {
            _draft.Open(first.From, "The SDK is for building alone: leave ContainerBaseImage out, and the image of the runtime is taken.");
            _draft.Unset("ContainerBaseImage");
            _draft.BaseImage = image.Replace("/sdk", "/aspnet", StringComparison.Ordinal);
        }
        else if (name.Contains("runtime-deps", StringComparison.Ordinal) && !_draft.Has("SelfContained") && !_draft.Has("PublishAot"))
        {
            _draft.Set("SelfContained", "true", first.From.Line);
        }
    }

    // What is built outside of the image leaves nothing in it but what COPY takes.
    private void BuildStage(DockerfileStage stage)
    {
        _draft.Unneeded(stage.From, "dotnet publish builds on the machine it runs on, with its SDK.");
        foreach (DockerfileInstruction instruction in stage.Instructions)
        {
            if (instruction.Keyword == "RUN")
            {
                RunInstruction.MigrateBuild(_draft, instruction);
            }
            else
            {
                _draft.Unneeded(instruction, "It is for the build alone.");
            }
        }
    }

    private void Instruction(DockerfileInstruction instruction, DockerfileStage stage)
    {
        switch (instruction.Keyword)
        {
            case "ARG":
                foreach ((string name, string? value) in NamesOnly(instruction))
                {
                    _variables.TryAdd(name, value is null || SecretName.IsSecret(name) || MaskedText.IsSecret(name, value) ? null : ArgumentText.Expand(value, _variables));
                }

                _draft.Unneeded(instruction, "Where it has a default, that is put in where it is used; what is made of an argument without one is told there.");
                break;
            case "ENV":
                Environment(instruction);
                break;
            case "LABEL":
                foreach ((string name, string value) in Pairs(instruction))
                {
                    _draft.Add("ContainerLabel", name, instruction.Line, ("Value", ArgumentText.Expand(value, _variables) ?? value));
                }

                break;
            case "MAINTAINER":
                _draft.Add("ContainerLabel", "org.opencontainers.image.authors", instruction.Line, ("Value", instruction.Text.Trim().Trim('"')));
                break;
            case "EXPOSE":
                Ports(instruction);
                break;
            case "WORKDIR":
                Folder(instruction);
                break;
            case "USER":
                User(instruction);
                break;
            case "VOLUME":
                foreach (string path in instruction.Words)
                {
                    _draft.Add("OpenShiftWritablePath", Resolve(path), instruction.Line, ("Volume", "Claim"));
                }

                break;
            case "COPY" or "ADD":
                CopyInstruction.Migrate(_draft, instruction, _file, stage, Resolve, ApplicationFolder());
                break;
            case "RUN":
                RunInstruction.MigrateShipped(_draft, instruction, Resolve);
                break;
            case "ENTRYPOINT":
                // A CMD of the same stage stays; one of an image below goes (moby/buildkit, dispatchEntrypoint).
                _entryPoint = instruction;
                _command = _command is not null && stage.Instructions.Contains(_command) ? _command : null;
                break;
            case "CMD":
                _command = instruction;
                break;
            case "HEALTHCHECK":
                HealthCheck.Migrate(_draft, instruction);
                break;
            case "STOPSIGNAL":
                if (instruction.Text.Trim() is "SIGTERM" or "15")
                {
                    _draft.Unneeded(instruction, "It is what the kubelet sends.");
                }
                else
                {
                    _draft.Open(instruction, ".NET ends in order at SIGTERM, which is what the kubelet sends where the image says nothing else: leave it out.");
                }

                break;
            case "SHELL":
                _draft.Unneeded(instruction, "It is for RUN alone; a publish runs nothing in the image.");
                break;
            default:
                _draft.Open(instruction, "No publish does it: leave it out, or do it in an own base image.");
                break;
        }
    }

    private void Environment(DockerfileInstruction instruction)
    {
        foreach ((string name, string text) in Pairs(instruction))
        {
            string? value = ArgumentText.Expand(text, _variables);
            bool isSecret = MaskedText.IsSecret(name, text);
            _variables[name] = isSecret || SecretName.IsSecret(name) ? null : value;
            if (isSecret)
            {
                _draft.Add("OpenShiftSetting", name, instruction.Line, ("Secret", "true"));
                _draft.Open(instruction, $"A secret has no place in an image, where everyone who may pull it reads it: the item OpenShiftSetting puts {name} into a Secret. Change the value, as it stands in this file.");
            }
            else if (value is null)
            {
                _draft.Open(instruction, $"{name} is made of a variable that nothing here gives a value, mostly one of the base image: write the whole value with ContainerEnvironmentVariable, or set it in an own base image.");
            }
            else
            {
                _draft.Add("ContainerEnvironmentVariable", name, instruction.Line, ("Value", value));
                if (name is "ASPNETCORE_HTTP_PORTS" or "ASPNETCORE_HTTPS_PORTS" or "ASPNETCORE_URLS" or "DOTNET_HTTP_PORTS" or "HTTP_PORTS" or "URLS" && LowPort(value) is { } port)
                {
                    _draft.Open(instruction, $"The user that OpenShift gives a container may not listen on port {port}: have the application listen on one above 1023, which .NET 8 and later images do by themselves (8080).");
                }
            }
        }
    }

    private void Ports(DockerfileInstruction instruction)
    {
        var low = new SortedSet<int>();
        foreach (string word in instruction.Words)
        {
            string[] parts = (ArgumentText.Expand(word, _variables) ?? word).Split('/');
            string protocol = parts.Length > 1 ? parts[1].ToLowerInvariant() : "tcp";
            string[] range = parts[0].Split('-');
            if (protocol is not ("tcp" or "udp") || !TryPort(range[0], out int first) || !TryPort(range[^1], out int last) || last < first || last - first > 100)
            {
                _draft.Open(instruction, $"'{word}' is no port that can be told here: say it with ContainerPort.");
                continue;
            }

            for (int port = first; port <= last; port++)
            {
                _draft.Add("ContainerPort", port.ToString(CultureInfo.InvariantCulture), instruction.Line, ("Type", protocol));
            }

            low.UnionWith(Enumerable.Range(first, last - first + 1).Where(static p => p < 1024));
        }

        if (low.Count > 0)
        {
            _draft.Open(instruction, $"The user that OpenShift gives a container may not listen on a port below 1024 ({string.Join(", ", low)}): have the application listen on one above (ASPNETCORE_HTTP_PORTS=8080, which .NET 8 and later images do by themselves), and say that one with ContainerPort. The Service may have the other number.");
        }
    }

    // "80;443", "http://+:80;https://+", "http://*:80/".
    private static int? LowPort(string value)
    {
        foreach (string address in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int colon = address.LastIndexOf(':');
            string text = address[(colon + 1)..].Split('/')[0];
            if (TryPort(text, out int port) ? port < 1024 : address.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                return port > 0 ? port : address.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? 443 : 80;
            }
        }

        return null;
    }

    private static bool TryPort(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;

    private void Folder(DockerfileInstruction instruction)
    {
        string text = string.Concat(instruction.Words.Take(1));
        if (ArgumentText.Expand(text, _variables) is { Length: > 0 } path)
        {
            _folder = Resolve(path);
            _draft.Unneeded(instruction, _folder == DefaultFolder ? "It is where a publish puts the application." : "The last one becomes ContainerWorkingDirectory, where the application is put.");
        }
        else
        {
            _draft.Open(instruction, "A variable without a value names the folder: say it with ContainerWorkingDirectory.");
        }
    }

    private void User(DockerfileInstruction instruction)
    {
        string text = string.Concat(instruction.Words.Take(1));
        string user = ArgumentText.Expand(text, _variables) ?? text;
        string name = user.Split(':')[0];
        _draft.Unset("ContainerUser");
        if (name is "app" or "$APP_UID" or "${APP_UID}")
        {
            _draft.Unneeded(instruction, "The user of .NET's images is taken where none is named; OpenShift gives a container one of its own.");
        }
        else if (name is "root" or "0")
        {
            _draft.Open(instruction, "OpenShift runs no container as root: it is left out. What the application writes to is said with OpenShiftWritablePath.");
        }
        else if (name.Length > 0 && name.All(char.IsAsciiDigit))
        {
            _draft.Set("ContainerUser", user, instruction.Line);
        }
        else
        {
            _draft.Open(instruction, "A user that RUN made is not in the image, and OpenShift wants a number to see that it is not root: it is left out, and the user of .NET's images is taken.");
        }
    }

    // Where the last WORKDIR leads, which is where the published application is copied as a rule.
    private string ApplicationFolder()
    {
        string[] folders = [.. _shipped.SelectMany(static s => s.Instructions).Where(static i => i.Keyword == "WORKDIR").Select(static i => string.Concat(i.Words.Take(1)))];
        string last = folders.LastOrDefault(static f => f.StartsWith('/')) ?? DefaultFolder;
        return (ArgumentText.Expand(last, _variables) ?? last).TrimEnd('/') is { Length: > 0 } folder ? folder : DefaultFolder;
    }

    private string Resolve(string path)
    {
        string text = (ArgumentText.Expand(path, _variables) ?? path).Replace('\\', '/');
        string full = text.StartsWith('/') ? text : $"{_folder.TrimEnd('/')}/{text}";
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

    private static IEnumerable<(string Name, string? Value)> NamesOnly(DockerfileInstruction instruction) => instruction.Words.Select(static w => w.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (w[..at], w[(at + 1)..]) : (w, (string?)null));

    // ENV NAME=VALUE …, or the old form ENV NAME all the rest.
    private static IEnumerable<(string Name, string Value)> Pairs(DockerfileInstruction instruction)
    {
        ImmutableArray<string> words = instruction.Words;
        if (words.Length > 1 && !words[0].Contains('=', StringComparison.Ordinal))
        {
            return [(words[0], string.Join(' ', words.Skip(1)))];
        }

        return words.Select(static w => (Word: w, At: w.IndexOf('=', StringComparison.Ordinal))).Where(static w => w.At > 0).Select(static w => (w.Word[..w.At], w.Word[(w.At + 1)..]));
    }
}
