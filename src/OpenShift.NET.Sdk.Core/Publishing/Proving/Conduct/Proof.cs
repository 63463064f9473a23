using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>What a proof came to. What it was made in goes away meanwhile: whoever takes the facts waits for that before it is through.</summary>
/// <param name="Facts">What happened.</param>
/// <param name="Gone">Ends when nothing is left of services, containers, folders and networks.</param>
internal sealed record Proof(RunFacts Facts, Task Gone);
