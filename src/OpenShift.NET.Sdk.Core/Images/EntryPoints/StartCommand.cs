using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>What a container starts.</summary>
/// <param name="Entrypoint">Command line that is always run; <see langword="null"/> for none.</param>
/// <param name="Cmd">Default arguments; <see langword="null"/> for none.</param>
/// <param name="Warnings">What the user should know of.</param>
public sealed record StartCommand(ImmutableArray<string>? Entrypoint, ImmutableArray<string>? Cmd, ImmutableArray<AssemblyWarning> Warnings);
