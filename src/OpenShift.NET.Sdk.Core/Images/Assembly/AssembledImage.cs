using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.EntryPoints;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The result of the stage Assemble.</summary>
/// <param name="Image">The image; its blobs are read from the layout folder.</param>
/// <param name="Base">The base image it stands on.</param>
/// <param name="Layers">The layers that were added, the lowest first.</param>
/// <param name="Warnings">What the user should know of.</param>
public sealed record AssembledImage(Image Image, BaseImage Base, ImmutableArray<LayerSummary> Layers, ImmutableArray<AssemblyWarning> Warnings);
