using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>
/// Says what properties and items of a project do what its Dockerfile does (Dockerfile reference, docs.docker.com; .NET SDK, "Containerize an app reference"), and of
/// every instruction that none does what to do instead.
/// </summary>
internal sealed class DockerfileMigration
{
    // Names of images that have no .NET; what a company calls its own nobody can tell.
    private static readonly string[] s_withoutDotNet =
        ["alpine", "debian", "ubuntu", "fedora", "centos", "almalinux", "rockylinux", "amazonlinux", "archlinux", "busybox", "wolfi-base", "ubi", "ubi-minimal", "ubi-micro", "ubi8", "ubi8-minimal", "ubi8-micro", "ubi9", "ubi9-minimal", "ubi9-micro", "glibc-dynamic"];

    private readonly Dockerfile _file;
    private readonly MigrationDraft _draft = new();
    private readonly ImmutableArray<int> _shipped;
    private readonly StageBuilds _builds;
    private readonly ShippedImage _image;
    private readonly CopyInstruction _copy;
    private DockerfileInstruction? _entryPoint;
    private DockerfileInstruction? _command;
    private bool _isFolderUnknown;

    private DockerfileMigration(Dockerfile file, int target)
    {
        _file = file;
        _shipped = [.. file.BuiltOn(target).Reverse().Select(s => IndexOf(file, s))];
        _builds = StageBuilds.Of(file);
        _image = ShippedImage.Of(file, _shipped, _builds);
        _copy = new CopyInstruction(_draft, file, _builds, _image);
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

    /// <summary>Whether it is the Dockerfile of a .NET application: it calls dotnet, is built on an image of .NET, or sets a variable that .NET reads.</summary>
    public static bool IsOfDotNet(Dockerfile file) => file.Stages.Any(static s =>
        IsNamedDotNet(s.Base ?? s.From.Text)
        || s.Instructions.Any(static i => (i.Keyword is "RUN" or "ENTRYPOINT" or "CMD" && i.Text.Contains("dotnet", StringComparison.Ordinal))
            || (i.Keyword is "ENV" && (i.Text.Contains("DOTNET_", StringComparison.Ordinal) || i.Text.Contains("ASPNETCORE_", StringComparison.Ordinal)))));

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
            if (_shipped.Contains(i))
            {
                continue;
            }

            if (needed.Contains(i))
            {
                BuildStage(i);
            }
            else
            {
                foreach (DockerfileInstruction instruction in _file.Stages[i].Instructions.Prepend(_file.Stages[i].From))
                {
                    _draft.Unneeded(instruction, "Nothing of this stage is in the image.");
                }
            }
        }

        Base(_file.Stages[_shipped[0]]);
        foreach (int index in _shipped)
        {
            DockerfileStage stage = _file.Stages[index];
            if (index != _shipped[0])
            {
                _draft.Unneeded(stage.From, "The stages that the image is made of are one.");
            }

            StageValues values = _builds.ValuesBefore(index);
            foreach (DockerfileInstruction instruction in stage.Instructions)
            {
                Instruction(instruction, index, values);
                values.Read(instruction);
            }
        }

        if (_entryPoint is null && _command is null && _file.Stages[_shipped[0]].Base?.Contains("sdk", StringComparison.Ordinal) == true && !_file.Stages.Any(static s => s.Instructions.Any(static i => i.Keyword is "RUN" or "COPY" or "ADD" && i.Text.Contains("publish", StringComparison.OrdinalIgnoreCase))))
        {
            _draft.Open(_file.Stages[_shipped[^1]].From, "Nothing in it publishes an application, and nothing starts one: a publish makes an image of a project, which the image starts.");
        }

        StartInstructions.Migrate(_draft, _entryPoint, _command, _image.Folder);
        if (_image.Folder != ShippedImage.DefaultFolder && !_isFolderUnknown)
        {
            _draft.Set("ContainerWorkingDirectory", _image.Folder, 0);
        }

        return _draft.Finish(_image.ProjectFolder is not null);
    }

    private static int IndexOf(Dockerfile file, DockerfileStage stage)
    {
        int index = 0;
        while (!ReferenceEquals(file.Stages[index], stage))
        {
            index++;
        }

        return index;
    }

    // What the image is built on or copies from, and what that is built on or copies from.
    private int[] Needed()
    {
        var needed = new HashSet<int>();
        var open = new Queue<DockerfileStage>(_shipped.Select(i => _file.Stages[i]));
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

        string repository = name[(name.IndexOf("docker.io/", StringComparison.Ordinal) is >= 0 and var hub ? hub + "docker.io/".Length : 0)..].Split(':')[0];
        if (name == "scratch")
        {
            _draft.Open(first.From, "scratch has nothing, and is no image that can be named: take mcr.microsoft.com/dotnet/runtime-deps, which has what a self-contained or native application needs, in a tag with chiseled or distroless in it.");
            _draft.BaseImage = null;
            return;
        }

        if (repository is "microsoft/dotnet" or "microsoft/aspnetcore" or "microsoft/aspnetcore-build" or "microsoft/dotnet-nightly")
        {
            _draft.Open(first.From, "This is where .NET's images were before version 3, and is left out: without ContainerBaseImage, the image of the project's target framework is taken from mcr.microsoft.com/dotnet.");
            _draft.BaseImage = null;
            return;
        }

        _draft.Set("ContainerBaseImage", WithRegistry(image), first.From.Line);
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
        else if (s_withoutDotNet.Contains(repository[(repository.LastIndexOf('/') + 1)..]) && !_draft.Has("SelfContained") && !_draft.Has("PublishAot"))
        {
            _draft.Open(first.From, "An image of this name has no .NET: the application takes it along (SelfContained=true, PublishAot=true), or ContainerBaseImage is one that has it, of Microsoft (mcr.microsoft.com/dotnet) or an own one.");
        }
    }

    // The .NET SDK warns of a name that has no registry (CONTAINER2020).
    private static string WithRegistry(string image)
    {
        int slash = image.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : image[..slash];
        return first == "localhost" || first.AsSpan().ContainsAny('.', ':') ? image : slash < 0 ? "docker.io/library/" + image : "docker.io/" + image;
    }

    private static bool IsNamedDotNet(string image) => image.Contains("dotnet", StringComparison.OrdinalIgnoreCase) || image.Contains("aspnet", StringComparison.OrdinalIgnoreCase);

    // What is built outside of the image leaves nothing in it but what COPY takes.
    private void BuildStage(int index)
    {
        DockerfileStage stage = _file.Stages[index];
        _draft.Unneeded(stage.From, IsNamedDotNet(stage.Base ?? stage.From.Text) || _builds.IsBuilding(index) ? "dotnet publish builds on the machine it runs on, with its SDK." : "It is for the build alone.");
        int[] above = [.. Enumerable.Range(0, _file.Stages.Length).Where(i => _file.BuiltOn(i).Any(s => ReferenceEquals(s, stage)))];
        StageValues values = _builds.ValuesBefore(index);
        foreach (DockerfileInstruction instruction in stage.Instructions)
        {
            if (instruction.Keyword == "RUN")
            {
                RunInstruction.MigrateBuild(_draft, instruction, values, _image, p => _image.PlaceOf(above, p));
            }
            else
            {
                _draft.Unneeded(instruction, "It is for the build alone.");
            }

            values.Read(instruction);
        }
    }

    private void Instruction(DockerfileInstruction instruction, int index, StageValues values)
    {
        switch (instruction.Keyword)
        {
            case "ARG":
                _draft.Unneeded(instruction, "Where it has a default, that is put in where it is used; what is made of an argument without one is told there.");
                break;
            case "ENV":
                Environment(instruction, values);
                break;
            case "LABEL":
                foreach ((string name, string value) in StageValues.Pairs(instruction))
                {
                    Label(instruction, name, value, values);
                }

                break;
            case "MAINTAINER":
                _draft.Add("ContainerLabel", "org.opencontainers.image.authors", instruction.Line, ("Value", instruction.Text.Trim().Trim('"')));
                break;
            case "EXPOSE":
                Ports(instruction, values);
                break;
            case "WORKDIR":
                Folder(instruction, values);
                break;
            case "USER":
                User(instruction, values);
                break;
            case "VOLUME":
                foreach (string path in instruction.Words)
                {
                    _draft.Add("OpenShiftWritablePath", values.Resolve(path), instruction.Line, ("Volume", "Claim"));
                }

                break;
            case "COPY" or "ADD":
                _copy.Migrate(instruction, index, values);
                break;
            case "RUN":
                RunInstruction.MigrateShipped(_draft, instruction, values, _image);
                break;
            case "ENTRYPOINT":
                // A CMD of the same stage stays; one of an image below goes (moby/buildkit, dispatchEntrypoint).
                Replaced(_entryPoint);
                _entryPoint = instruction;
                if (_command is not null && !_file.Stages[index].Instructions.Contains(_command))
                {
                    Replaced(_command);
                    _command = null;
                }

                break;
            case "CMD":
                Replaced(_command);
                _command = instruction;
                break;
            case "HEALTHCHECK":
                HealthCheck.Migrate(_draft, instruction, values);
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
            case "ONBUILD":
                _draft.Open(instruction, "It is for images that are built on this one, which a publish makes no difference for: it belongs into their Dockerfiles, or into the projects that are published on it.");
                break;
            default:
                _draft.Open(instruction, "No publish does it: leave it out, or do it in an own base image.");
                break;
        }
    }

    private void Replaced(DockerfileInstruction? instruction)
    {
        if (instruction is not null)
        {
            _draft.Unneeded(instruction, "A later one takes its place.");
        }
    }

    private void Label(DockerfileInstruction instruction, string name, string text, StageValues values)
    {
        if (values.Expand(text) is { } value)
        {
            _draft.Add("ContainerLabel", name, instruction.Line, ("Value", value));
        }
        else
        {
            _draft.Open(instruction, $"What the build is told from outside, the pipeline tells dotnet publish: <ContainerLabel Include=\"{name}\" Value=\"$(Something)\" />, and -p:Something=…. Version, commit and address of the source are labels of every publish.");
        }
    }

    private void Environment(DockerfileInstruction instruction, StageValues values)
    {
        foreach ((string name, string text) in StageValues.Pairs(instruction))
        {
            string? value = values.Expand(text);
            if (value is null && (IsVariable(text) || values.IsMadeOfDeclared(text)) && name != "PATH")
            {
                // ENV NAME=$ARGUMENT: nobody gives it a value here.
                bool isNamed = SecretName.IsSecret(name) || (values.IsMadeOfDeclared(text) && values.HasSecret(text)) || text.Contains("password=", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd=", StringComparison.OrdinalIgnoreCase);
                _draft.Add("OpenShiftSetting", name, instruction.Line, isNamed ? [("Secret", "true")] : []);
                _draft.Open(instruction, $"Nothing here gives {name} a value: a deployment does, as the item OpenShiftSetting says{(isNamed ? ", in a Secret" : "; or the pipeline does, with ContainerEnvironmentVariable")}.");
            }
            else if (MaskedText.IsSecret(name, text))
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
                if (name is "ASPNETCORE_HTTP_PORTS" or "ASPNETCORE_HTTPS_PORTS" or "ASPNETCORE_URLS" or "DOTNET_HTTP_PORTS" or "HTTP_PORTS" or "URLS" && LowPort(value) is { } port)
                {
                    _draft.Open(instruction, $"The user that OpenShift gives a container may not listen on port {port}: {name} is left out, and the application listens on 8080 where nothing says another port (ContainerPort).");
                }
                else if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
                {
                    _draft.Open(instruction, $"The .NET SDK takes no variable of a name such as {name}: set it in an own base image, or in the manifests (openshift/).");
                }
                else
                {
                    _draft.Add("ContainerEnvironmentVariable", name, instruction.Line, ("Value", value));
                }
            }
        }
    }

    // $NAME or ${NAME}, whole.
    private static bool IsVariable(string text) => text.Length > 1 && text[0] == '$' && text[1..].TrimStart('{').TrimEnd('}').All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private void Ports(DockerfileInstruction instruction, StageValues values)
    {
        var low = new SortedSet<int>();
        foreach (string word in instruction.Words)
        {
            string[] parts = (values.Expand(word) ?? word).Split('/');
            string protocol = parts.Length > 1 ? parts[1].ToLowerInvariant() : "tcp";
            string[] range = parts[0].Split('-');
            if (protocol is not ("tcp" or "udp") || !TryPort(range[0], out int first) || !TryPort(range[^1], out int last) || last < first || last - first > 100)
            {
                _draft.Open(instruction, $"'{word}' is no port that can be told here: say it with ContainerPort.");
                continue;
            }

            for (int port = Math.Max(first, 1024); port <= last; port++)
            {
                _draft.Add("ContainerPort", port.ToString(CultureInfo.InvariantCulture), instruction.Line, ("Type", protocol));
            }

            low.UnionWith(Enumerable.Range(first, last - first + 1).Where(static p => p < 1024));
        }

        if (low.Count > 0)
        {
            _draft.Open(instruction, $"The user that OpenShift gives a container may not listen on a port below 1024 ({string.Join(", ", low)}): it is left out. A web application listens on 8080 where nothing says another port; ContainerPort says others. The Service may have the other number.");
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

    private void Folder(DockerfileInstruction instruction, StageValues values)
    {
        string text = string.Concat(instruction.Words.Take(1));
        _isFolderUnknown = values.Expand(text) is not { Length: > 0 };
        if (values.Expand(text) is { Length: > 0 } path)
        {
            _draft.Unneeded(instruction, values.Resolve(path) == ShippedImage.DefaultFolder ? "It is where a publish puts the application." : "Where the application is put is said with ContainerWorkingDirectory.");
        }
        else
        {
            _draft.Open(instruction, "A variable without a value names the folder: say it with ContainerWorkingDirectory.");
        }
    }

    private void User(DockerfileInstruction instruction, StageValues values)
    {
        if (!ReferenceEquals(instruction, _image.User))
        {
            _draft.Unneeded(instruction, "It is for the instructions behind it: the image has the last one.");
            return;
        }

        string text = string.Concat(instruction.Words.Take(1));
        string name = (values.Expand(text) ?? text).Split(':')[0];
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
            // In group 0 it may do what the user may that OpenShift gives.
            _draft.Set("ContainerUser", name, instruction.Line);
        }
        else
        {
            _draft.Open(instruction, "A user that RUN made is not in the image, and OpenShift wants a number to see that it is not root: it is left out, and the user of .NET's images is taken.");
        }
    }
}
