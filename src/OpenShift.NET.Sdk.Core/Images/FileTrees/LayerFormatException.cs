namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>A layer is not what it should be. The message is a predicate that follows "Layer sha256:…".</summary>
internal sealed class LayerFormatException(string seen) : Exception(seen);
