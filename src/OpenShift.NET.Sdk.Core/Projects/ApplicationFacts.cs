using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What kind of program is published and how.</summary>
public sealed record ApplicationFacts
{
    /// <summary>Kind of application.</summary>
    public ApplicationKind Kind { get; init; }

    /// <summary>Target framework moniker, for example <c>net10.0</c>.</summary>
    public string TargetFramework { get; init; } = "";

    /// <summary>Version of the target framework, for example <c>10.0</c>.</summary>
    public string TargetFrameworkVersion { get; init; } = "";

    /// <summary>Runtime identifier the container is made for, for example <c>linux-x64</c>.</summary>
    public string RuntimeIdentifier { get; init; } = "";

    /// <summary>Whether the publish output itself is specific to that runtime identifier.</summary>
    public bool IsRidSpecific { get; init; }

    /// <summary>Whether the runtime is published with the application.</summary>
    public bool SelfContained { get; init; }

    /// <summary>Whether the publish compiles ahead of time to a native executable.</summary>
    public bool Aot { get; init; }

    /// <summary>Whether the publish is one file.</summary>
    public bool SingleFile { get; init; }

    /// <summary>Whether the one file unpacks files at start (<c>IncludeNativeLibrariesForSelfExtract</c>, <c>IncludeAllContentForSelfExtract</c>).</summary>
    public bool SelfExtracts { get; init; }

    /// <summary>Whether the publish is trimmed.</summary>
    public bool Trimmed { get; init; }

    /// <summary>Whether the compiler may give other bytes for the same sources (<c>Deterministic</c> is <c>false</c>).</summary>
    public bool NotDeterministic { get; init; }

    /// <summary>Whether cultures and ICU are switched off (<c>InvariantGlobalization</c>). A <c>runtimeconfig.json</c> in the image says it better.</summary>
    public bool InvariantGlobalization { get; init; }

    /// <summary>Shared frameworks the application references.</summary>
    public ImmutableArray<string> Frameworks { get; init; } = [];

    /// <summary>MSBuild configuration, for example <c>Release</c>.</summary>
    public string Configuration { get; init; } = "";
}
