using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A script as it was understood.</summary>
/// <param name="Body">Its statements; empty when it was not understood.</param>
/// <param name="Problem">Why it was not understood; <see langword="null"/> when it was.</param>
internal sealed record ShellScript(ImmutableArray<ShellStatement> Body, ShellProblem? Problem = null);
