namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Bytes that went through a proxy, headers included.</summary>
/// <param name="Up">From clients to the registry.</param>
/// <param name="Down">From the registry to clients.</param>
internal readonly record struct Traffic(long Up, long Down);
