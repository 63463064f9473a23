using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Commands joined by <c>|</c> (POSIX, Shell Command Language, 2.9.2).</summary>
/// <param name="Commands">The commands; at least one.</param>
/// <param name="WhenBeforeFailed">How <c>||</c> (<see langword="true"/>) or <c>&amp;&amp;</c> (<see langword="false"/>) joins it to the pipeline before; <see langword="null"/> for the first one.</param>
internal sealed record ShellPipeline(ImmutableArray<ShellCommand> Commands, bool? WhenBeforeFailed);
