using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Clusters.Access;

/// <summary>A program that a kubeconfig names for credentials (client authentication API, <c>exec</c>).</summary>
/// <param name="Command">Its name, or its full path.</param>
/// <param name="Arguments">What it is called with.</param>
/// <param name="Environment">What its environment has besides.</param>
/// <param name="ApiVersion">The form of its answer.</param>
/// <param name="NamedBy">The kubeconfig.</param>
internal sealed record AccessProgram(string Command, ImmutableArray<string> Arguments, ImmutableArray<(string Name, string Value)> Environment, string ApiVersion, string NamedBy);
