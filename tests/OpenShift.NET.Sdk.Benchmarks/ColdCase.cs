namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>What is measured several times.</summary>
internal sealed record ColdCase(Link Link, App App, ColdChange Change, bool Ours);
