namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>What a chart has besides the values of its Template.</summary>
/// <param name="HasSecrets">Whether the pods want a Secret.</param>
/// <param name="HasRoute">Whether it has a Route.</param>
/// <param name="HasIngress">Whether it has the generated Ingress.</param>
/// <param name="HasTest">Whether it has a pod that asks the readiness probe.</param>
internal sealed record ChartOptions(bool HasSecrets, bool HasRoute, bool HasIngress, bool HasTest);
