using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary><c>for</c>, <c>while</c> or <c>until</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Variable">The variable of <c>for</c>; <see langword="null"/> for the others and for <c>for ((…))</c>.</param>
/// <param name="Words">The words of <c>for</c>.</param>
/// <param name="Condition">The condition of the others.</param>
/// <param name="Body">What is repeated.</param>
internal sealed record ShellLoop(ShellPosition Position, string? Variable, ImmutableArray<ShellWord> Words, ImmutableArray<ShellStatement> Condition, ImmutableArray<ShellStatement> Body) : ShellCommand(Position);
