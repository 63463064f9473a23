using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>How an engine works on this machine, as the trial has found out.</summary>
internal sealed record EngineManner
{
    /// <summary>The program, with the options it needs here.</summary>
    public required EngineClient Client { get; init; }

    /// <summary>What it says of itself.</summary>
    public required EngineFacts Facts { get; init; }

    /// <summary>Options of <c>create</c> that this machine needs.</summary>
    public ImmutableArray<string> Limits { get; init; } = [];

    /// <summary>How containers reach each other and are reached.</summary>
    public required SceneNetworkKind Network { get; init; }

    /// <summary>Whether volumes are folders of this machine that this process can fill, read and remove; otherwise they are the engine's own.</summary>
    public required bool HasFolders { get; init; }

    /// <summary>Whether the processes of containers are seen in this machine's <c>/proc</c>.</summary>
    public bool SeesProcesses => !Facts.IsRemote && OperatingSystem.IsLinux();

    /// <summary>What enters the network of a process; <see langword="null"/> when it cannot be entered.</summary>
    public ImmutableArray<string>? Enter(int process) => !SeesProcesses ? null
        : Environment.IsPrivilegedProcess ? ["nsenter", "-t", Text(process), "-n", "--"]
        : Facts is { IsPodman: true, IsRootless: true } ? ["nsenter", "-t", Text(process), "-U", "-n", "--preserve-credentials", "--"]
        : null;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
