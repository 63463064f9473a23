using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>What the ways to run an image know of their surroundings.</summary>
/// <param name="CacheDirectory">Full path of the cache folder, for unpacked bases.</param>
/// <param name="Environment">Environment variables and home folder.</param>
internal sealed record RunEngineOptions(string CacheDirectory, IEnvironment Environment);
