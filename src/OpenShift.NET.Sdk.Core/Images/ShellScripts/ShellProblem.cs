namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>Why a script was not understood. It is then inconclusive, not faultless.</summary>
/// <param name="Position">Where.</param>
/// <param name="What">What is there, a clause without a full stop: <c>a 'case' without 'esac'</c>.</param>
internal sealed record ShellProblem(ShellPosition Position, string What);
