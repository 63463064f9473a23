using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>An assignment: <c>NAME=value</c>, <c>NAME+=value</c>, <c>NAME=(a b)</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Values">The value; several for an array.</param>
/// <param name="IsArray">Whether it is one of an array, or of an element of one.</param>
/// <param name="Appends">Whether it is <c>+=</c>.</param>
internal sealed record ShellAssignment(string Name, ImmutableArray<ShellWord> Values, bool IsArray, bool Appends);
