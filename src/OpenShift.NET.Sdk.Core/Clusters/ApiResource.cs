namespace OpenShift.NET.Sdk.Clusters;

/// <summary>A kind of object as an API server has it.</summary>
/// <param name="Plural">Its name in paths.</param>
/// <param name="IsNamespaced">Whether its objects are in namespaces.</param>
internal sealed record ApiResource(string Plural, bool IsNamespaced);
