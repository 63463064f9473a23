namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>A manifest that was to be written.</summary>
/// <param name="Tag">The tag; <see langword="null"/> when it goes by its digest, or nothing is at the tag.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="IsThere">Whether another manifest is known to be at the tag.</param>
internal sealed record WrittenManifest(string? Tag, string MediaType, bool IsThere = false);
