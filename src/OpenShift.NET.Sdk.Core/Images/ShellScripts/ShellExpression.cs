using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary><c>[[ … ]]</c> or <c>(( … ))</c>: a condition of the shell itself, which starts nothing but the substitutions in it.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Words">The words of <c>[[ ]]</c>, operators left out; none for <c>(( ))</c>.</param>
internal sealed record ShellExpression(ShellPosition Position, ImmutableArray<ShellWord> Words) : ShellCommand(Position);
