using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The command line that creates a container as restricted-v2 constrains it. It holds no value of the environment.</summary>
internal sealed record CreateArguments
{
    /// <summary>Of which engine.</summary>
    public required EngineManner Manner { get; init; }

    /// <summary>The container.</summary>
    public required ContainerSpecification Specification { get; init; }

    /// <summary>Name of the scene, for the label.</summary>
    public required string Scene { get; init; }

    /// <summary>Name the engine knows the container by.</summary>
    public required string ContainerName { get; init; }

    /// <summary>Name or id of the image.</summary>
    public required string Image { get; init; }

    /// <summary>User id inside the container.</summary>
    public required long UserId { get; init; }

    /// <summary>File for <c>--env-file</c>.</summary>
    public required string EnvironmentFile { get; init; }

    /// <summary>Variables that the engine hands on from its own environment.</summary>
    public ImmutableArray<string> InheritedVariables { get; init; } = [];

    /// <summary>Variables of the image that the container is not to have.</summary>
    public ImmutableArray<string> RemovedVariables { get; init; } = [];

    /// <summary>Volumes.</summary>
    public ImmutableArray<MountedVolume> Volumes { get; init; } = [];

    /// <summary>Name of the scene's network; <see langword="null"/> for none.</summary>
    public string? Network { get; init; }

    /// <summary>Files of this machine that take the place of files of the image.</summary>
    public ImmutableArray<(string Path, string Source)> SystemFiles { get; init; } = [];

    /// <summary>The arguments.</summary>
    public ImmutableArray<string> Build()
    {
        ContainerSpecification s = Specification;
        var arguments = new List<string>
        {
            "create", "--pull=never",
            "--name", ContainerName,
            "--label", SceneName.Label + "=" + Scene,
            "--hostname", s.Name,
            "--user", string.Create(CultureInfo.InvariantCulture, $"{UserId}:{s.GroupId}"),
            "--workdir", s.WorkingDirectory,
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--restart=no",
            "--env-file", EnvironmentFile,
        };
        arguments.AddRange(Manner.Limits);
        foreach (string name in InheritedVariables)
        {
            arguments.AddRange(["--env", name]);
        }

        if (Manner.Facts.IsPodman)
        {
            // Otherwise the proxy of this machine becomes the application's.
            arguments.Add("--http-proxy=false");
            foreach (string name in RemovedVariables)
            {
                arguments.AddRange(["--unsetenv", name]);
            }
        }
        else
        {
            // docker has no such option, but removes a variable that it is to hand on and does not have.
            foreach (string name in RemovedVariables)
            {
                arguments.AddRange(["--env", name]);
            }

            arguments.Add("--no-healthcheck");

            // docker opens the ports below 1024 to every user, CRI-O does not.
            arguments.AddRange(["--sysctl", "net.ipv4.ip_unprivileged_port_start=1024"]);
        }

        if (s.ReadOnlyRoot)
        {
            arguments.Add("--read-only");
            if (Manner.Facts.IsPodman)
            {
                arguments.Add("--read-only-tmpfs=false");
            }
        }

        if (s.MemoryLimit is { } limit && Manner.Facts.LimitsMemory)
        {
            // No swap, as on a node of OpenShift.
            string bytes = limit.ToString(CultureInfo.InvariantCulture);
            arguments.AddRange(["--memory", bytes, "--memory-swap", bytes]);
        }

        AddNetwork(arguments);
        foreach (MountedVolume volume in Volumes)
        {
            arguments.AddRange(["--volume", $"{volume.Source}:{volume.Volume.Path}:{OptionsOf(volume)}"]);
        }

        foreach ((string path, string source) in SystemFiles)
        {
            arguments.AddRange(["--volume", $"{source}:{path}:ro,Z"]);
        }

        arguments.AddRange(["--entrypoint", EntryPoint(s.Command[0]), Image]);
        arguments.AddRange(s.Command.Skip(1));
        return [.. arguments];
    }

    private void AddNetwork(List<string> arguments)
    {
        if (Network is null)
        {
            arguments.AddRange(["--network", "none"]);
        }
        else
        {
            // Names are those of the scene and nothing else: no server of this machine's network is asked.
            arguments.AddRange(["--network", Network, "--network-alias", Specification.Name, "--dns", "127.0.0.1", "--dns-option", "timeout:1", "--dns-option", "attempts:1"]);
        }

        if (Manner.Network == SceneNetworkKind.PublishedPorts)
        {
            foreach (int port in Specification.Ports)
            {
                arguments.AddRange(["--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1::{port}")]);
            }
        }
    }

    // z and Z label a folder for SELinux, where it is on; an engine's own volume has its label.
    private static string OptionsOf(MountedVolume volume) =>
        (volume.Volume.IsReadOnly ? "ro" : "rw") + (!volume.IsFolder ? ",nocopy" : volume.Volume.SharedAs is null ? ",Z" : ",z");

    // podman takes what begins with a bracket for JSON.
    private string EntryPoint(string program) => Manner.Facts.IsPodman && program.StartsWith('[') ? $"[\"{JsonEncodedText.Encode(program)}\"]" : program;
}
