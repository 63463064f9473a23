using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>One arm of a <c>case</c>.</summary>
/// <param name="Patterns">Its patterns.</param>
/// <param name="Body">What is done.</param>
internal sealed record ShellCaseArm(ImmutableArray<ShellWord> Patterns, ImmutableArray<ShellStatement> Body);
