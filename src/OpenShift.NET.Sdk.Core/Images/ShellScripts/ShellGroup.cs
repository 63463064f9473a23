using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Statements in <c>{ }</c>, or in <c>( )</c>, which makes them a process of their own.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Body">The statements.</param>
/// <param name="IsSubshell">Whether it is <c>( )</c>.</param>
internal sealed record ShellGroup(ShellPosition Position, ImmutableArray<ShellStatement> Body, bool IsSubshell) : ShellCommand(Position);
