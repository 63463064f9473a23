using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>What becomes of a Dockerfile in a project. Every instruction of it is in one of the lists, or in several.</summary>
/// <param name="Properties">The properties.</param>
/// <param name="Items">The items.</param>
/// <param name="Open">The instructions that no property does, each with the way.</param>
/// <param name="Unneeded">The instructions that a publish does by itself, or that do nothing there.</param>
/// <param name="BaseCommands">The RUN instructions that an own base image has to take over, as they stand but for secrets; empty for none.</param>
/// <param name="BaseImage">The image that it is built on; <see langword="null"/> when nobody can tell.</param>
internal sealed record ProjectMigration(
    ImmutableArray<MigratedProperty> Properties,
    ImmutableArray<MigratedItem> Items,
    ImmutableArray<InstructionNote> Open,
    ImmutableArray<InstructionNote> Unneeded,
    ImmutableArray<string> BaseCommands,
    string? BaseImage)
{
    /// <summary>Whether the paths of files are those of the project's folder; else they are those of the build's context.</summary>
    public bool ArePathsOfProject { get; init; } = true;
}
