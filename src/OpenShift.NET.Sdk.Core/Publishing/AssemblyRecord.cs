using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>What Assemble did: Check and Deliver learn of the base image from it. What it was done with is in <see cref="AssemblyStamp"/>.</summary>
public sealed record AssemblyRecord
{
    /// <summary>Digest of the image's manifest.</summary>
    public required Digest Image { get; init; }

    /// <summary>The base image's reference.</summary>
    public required string BaseName { get; init; }

    /// <summary>Digest of the base image's manifest.</summary>
    public required Digest BaseDigest { get; init; }

    /// <summary>Size of the base image's manifest in bytes.</summary>
    public long BaseSize { get; init; }

    /// <summary>How many of the image's layers are the base's.</summary>
    public required int BaseLayerCount { get; init; }

    /// <summary>The base image's configuration.</summary>
    public required ImageConfig BaseConfig { get; init; }

    /// <summary>The user the image runs as where the platform does not choose one.</summary>
    public string User { get; init; } = "";

    /// <summary>The exposed ports.</summary>
    public ImmutableArray<string> Ports { get; init; } = [];

    /// <summary>Entrypoint and Cmd.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>The layers that were added.</summary>
    public ImmutableArray<LayerSummary> Layers { get; init; } = [];

    /// <summary>What the user should know of.</summary>
    public ImmutableArray<AssemblyWarning> Warnings { get; init; } = [];

    /// <summary>The base image as the rules see it.</summary>
    internal Images.BaseImage Base => new(BaseName, BaseDigest, BaseLayerCount, BaseConfig);
}
