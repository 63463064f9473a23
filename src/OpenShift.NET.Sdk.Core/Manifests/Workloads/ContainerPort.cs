using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>A declared port of a container.</summary>
/// <param name="Name">Its name; <see langword="null"/> for none.</param>
/// <param name="Number"><c>containerPort</c>; <see langword="null"/> when it is no number.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
/// <param name="Root">The entry of <c>ports</c>.</param>
public sealed record ContainerPort(string? Name, long? Number, string Protocol, YamlMapping Root);
