using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>One stage of a Dockerfile.</summary>
/// <param name="From">Its FROM instruction.</param>
/// <param name="Name">Its name; <see langword="null"/> when it has none.</param>
/// <param name="Base">What it is built on, arguments put in; <see langword="null"/> when an argument without a default decides.</param>
/// <param name="BaseStage">Index of the stage it is built on; <see langword="null"/> for an image.</param>
/// <param name="Instructions">The instructions after FROM.</param>
internal sealed record DockerfileStage(DockerfileInstruction From, string? Name, string? Base, int? BaseStage, ImmutableArray<DockerfileInstruction> Instructions);
