using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>A layer to be written.</summary>
/// <param name="Name">What it holds, for people: <c>packages</c>.</param>
/// <param name="Entries">Its entries, ordered by path (ordinal), so that every folder stands before what is in it.</param>
public sealed record PlannedLayer(string Name, ImmutableArray<LayerEntry> Entries);
