using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Pipelines;

/// <summary>What the project wants written for pipelines.</summary>
public sealed record PipelineFacts
{
    /// <summary><c>OpenShiftPipelines</c>: the kinds, each once, in the order of <see cref="PipelineKind"/>.</summary>
    public ImmutableArray<PipelineKind> Kinds { get; init; } = [];

    /// <summary>Path of the project file in its repository with <c>/</c>, for example <c>src/orders/orders.csproj</c>; its name alone where there is no repository.</summary>
    public string Project { get; init; } = "";

    /// <summary>The target framework that is published, for example <c>net10.0</c>, where the project has <c>TargetFrameworks</c> and a publish has to name one; else <see langword="null"/>.</summary>
    public string? Framework { get; init; }

    /// <summary>Whether <c>TargetFrameworks</c> has more than one entry, each of which may become an image.</summary>
    public bool HasSeveralFrameworks { get; init; }

    /// <summary><c>OpenShiftRepositoryPrefix</c>: what the repository begins with that the project did not name itself; <see langword="null"/> for nothing.</summary>
    public string? RepositoryPrefix { get; init; }
}
