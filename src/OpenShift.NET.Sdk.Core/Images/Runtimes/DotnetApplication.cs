using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>A .NET application that a container starts, and the files its host looks for before it runs any of its code.</summary>
internal sealed record DotnetApplication
{
    /// <summary>The program that starts it.</summary>
    public required StartedProcess Process { get; init; }

    /// <summary>Whether the program is the application's own host (<c>App</c> beside <c>App.dll</c>), not <c>dotnet</c>.</summary>
    public required bool IsAppHost { get; init; }

    /// <summary>The assembly's absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The assembly; <see langword="null"/> when it is not in the image.</summary>
    public FileVersion? Assembly { get; init; }

    /// <summary>Path of its <c>runtimeconfig.json</c>.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Its <c>runtimeconfig.json</c>; <see langword="null"/> when it is not in the image.</summary>
    public FileVersion? ConfigFile { get; init; }

    /// <summary>What that says; <see langword="null"/> when it is not there or its text is not known.</summary>
    public RuntimeConfig? Config { get; init; }

    /// <summary>Its <c>deps.json</c>; <see langword="null"/> when there is none.</summary>
    public FileVersion? Dependencies { get; init; }

    /// <summary>The folder whose runtime the host takes: that of <c>dotnet</c>, <c>DOTNET_ROOT</c>, where .NET is installed, for a self-contained application its own.</summary>
    public required string Root { get; init; }

    /// <summary>How the root was found: <c>DOTNET_ROOT</c>, <c>/etc/dotnet/install_location</c>; <see langword="null"/> when nothing names it.</summary>
    public string? RootSource { get; init; }

    /// <summary>Whether the root is known; not where <c>DOTNET_ROOT</c> is known only in the run, and the root is where the host would look without it.</summary>
    public bool RootIsKnown { get; init; } = true;

    /// <summary>The path of <c>libhostfxr.so</c> the host loads; <see langword="null"/> when there is none.</summary>
    public string? HostResolver { get; init; }

    /// <summary>Whether the runtime is published with the application.</summary>
    public bool IsSelfContained { get; init; }

    /// <summary>Whether its assemblies are looked for in other folders too.</summary>
    public bool ProbesElsewhere { get; init; }

    /// <summary>The exact version that <c>--fx-version</c> asks for.</summary>
    public string? FrameworkVersion { get; init; }

    /// <summary>Why the roll-forward policy keeps the host from starting anything; <see langword="null"/> when it does not.</summary>
    public string? PolicyProblem { get; init; }

    /// <summary>Whether the roll-forward policy is known, not only in the run.</summary>
    public bool PolicyIsKnown { get; init; } = true;

    /// <summary>The folder the application lies in.</summary>
    public string Folder => ImagePath.Parent(Path);

    /// <summary>The frameworks it asks for; empty for a self-contained one, and when they are not known.</summary>
    public ImmutableArray<FrameworkReference> Frameworks => Config is { Problem: null } config ? config.Frameworks : [];
}
