using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;

/// <summary>One layer of the embedded base image.</summary>
/// <param name="Title">What it holds, for the image's history.</param>
/// <param name="Entries">Its entries, ordered by path.</param>
internal sealed record EmbeddedLayer(string Title, ImmutableArray<EmbeddedEntry> Entries);
