using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>What has come of applying manifests.</summary>
/// <param name="Text">What, and where: <c>namespace shop of https://…: deployment/orders, 2 of 2 pods are ready</c>.</param>
/// <param name="Failure">Why the applied workloads do not come up; <see langword="null"/> when they do, or nobody waits for it.</param>
internal sealed record ApplyResult(string Text, OpenShiftException? Failure);
