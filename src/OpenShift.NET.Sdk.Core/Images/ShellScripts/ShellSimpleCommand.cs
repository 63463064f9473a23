using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Assignments and words: <c>A=1 dotnet app.dll</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Assignments">Assignments in front.</param>
/// <param name="Words">The command's name and arguments; empty when there are only assignments or redirections.</param>
internal sealed record ShellSimpleCommand(ShellPosition Position, ImmutableArray<ShellAssignment> Assignments, ImmutableArray<ShellWord> Words) : ShellCommand(Position);
