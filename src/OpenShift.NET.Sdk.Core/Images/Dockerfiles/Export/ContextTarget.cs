using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>Where a file of the image goes.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Its path in the context; <see langword="null"/> for the archive.</param>
internal sealed record ContextTarget(LayerFile File, string? Path);
