using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary><c>if … then … elif … else … fi</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Branches">The branches, in order.</param>
/// <param name="Otherwise">What stands after <c>else</c>; <see langword="null"/> when there is none.</param>
internal sealed record ShellIf(ShellPosition Position, ImmutableArray<ShellBranch> Branches, ImmutableArray<ShellStatement>? Otherwise) : ShellCommand(Position);
