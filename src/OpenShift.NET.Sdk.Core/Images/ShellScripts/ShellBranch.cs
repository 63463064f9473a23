using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A condition and what is done when it holds.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Body">What is done.</param>
internal sealed record ShellBranch(ImmutableArray<ShellStatement> Condition, ImmutableArray<ShellStatement> Body);
