namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>A manifest that was to be written.</summary>
/// <param name="Tag">The tag; <see langword="null"/> when it goes by its digest.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record WrittenManifest(string? Tag, string MediaType);
