using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>What an embedded base image is asked to be.</summary>
public sealed record EmbeddedBaseRequest
{
    /// <summary>Full path of the .NET installation: the folder that holds <c>dotnet</c> and <c>shared/</c> (MSBuild's <c>NetCoreRoot</c>).</summary>
    public required string DotnetRoot { get; init; }

    /// <summary>Version of the target framework, for example <c>10.0</c>.</summary>
    public required string TargetFrameworkVersion { get; init; }

    /// <summary>Shared frameworks the application references; <c>Microsoft.NETCore.App</c> is always among them.</summary>
    public ImmutableArray<string> Frameworks { get; init; } = [];

    /// <summary>Whether the application brings its own runtime, so that the base holds the operating system's part only.</summary>
    public bool SelfContained { get; init; }

    /// <summary>Platform of the image; the host's own is the only one that can be had.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Full path of the folder the image is kept in between publishes; made when missing.</summary>
    public required string OutputFolder { get; init; }
}
