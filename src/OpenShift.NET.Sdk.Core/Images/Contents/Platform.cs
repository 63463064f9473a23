namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>What an image runs on, in Go's GOOS and GOARCH terms (OCI image-spec, image-index.md, "platform").</summary>
/// <param name="Os">Operating system, for example <c>linux</c>.</param>
/// <param name="Architecture">CPU architecture, for example <c>amd64</c>, <c>arm64</c>, <c>s390x</c>, <c>ppc64le</c>.</param>
/// <param name="Variant">Variant of the CPU, for example <c>v7</c>.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
