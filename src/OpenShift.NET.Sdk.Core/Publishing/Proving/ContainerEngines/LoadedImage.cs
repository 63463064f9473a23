using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>An image that an engine has.</summary>
/// <param name="Image">The image.</param>
/// <param name="Reference">The name of the scene's own by which the engine knows it, or its id.</param>
/// <param name="Passwd">Its <c>/etc/passwd</c>; <see langword="null"/> when it has none, or nobody had to ask.</param>
internal sealed record LoadedImage(Image Image, string Reference, byte[]? Passwd) : IPreparedImage;
