using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>A service beside the application, with its image.</summary>
/// <param name="Service">What the project says of it.</param>
/// <param name="Image">The image.</param>
internal sealed record Companion(ProveService Service, Image Image);
