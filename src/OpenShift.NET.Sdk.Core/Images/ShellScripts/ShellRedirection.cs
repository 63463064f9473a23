namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A redirection. The text of a here-document is not kept.</summary>
/// <param name="Operator">The operator without the number in front: <c>&gt;</c>, <c>&lt;&lt;-</c>, <c>&amp;&gt;</c>.</param>
/// <param name="Target">The word after it.</param>
internal sealed record ShellRedirection(string Operator, ShellWord Target);
