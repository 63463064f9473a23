using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, ended by <c>;</c>, a line end or <c>&amp;</c> (POSIX, Shell Command Language, 2.9.3).</summary>
/// <param name="Pipelines">The pipelines; at least one.</param>
/// <param name="Background">Whether <c>&amp;</c> ends it: the shell goes on without waiting.</param>
internal sealed record ShellStatement(ImmutableArray<ShellPipeline> Pipelines, bool Background);
