using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>An unpacked image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Folders">The names of its folders in the unpacker's folder, the topmost first.</param>
internal sealed record SandboxImage(Image Image, ImmutableArray<string> Folders) : IPreparedImage;
