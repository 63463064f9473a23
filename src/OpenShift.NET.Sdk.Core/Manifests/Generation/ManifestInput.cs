using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>Everything the manifests are made from.</summary>
/// <param name="Facts">What the project says.</param>
/// <param name="Image">Configuration of the image that the pods run.</param>
/// <param name="ImageReference">Name of that image as the cluster pulls it, by digest, for example <c>registry.example.com/shop/web@sha256:…</c>; <see cref="Projects.Manifests.ManifestFacts.Image"/> wins over it.</param>
public sealed record ManifestInput(ProjectFacts Facts, ImageConfig Image, string ImageReference)
{
    /// <summary>What the compiled code says about probes.</summary>
    public ProbeFindings Code { get; init; } = ProbeFindings.None;

    /// <summary>The variables that the code asks for and the platform gives, by name, each with who gives it.</summary>
    public ImmutableArray<GivenVariable> Given { get; init; } = [];

    /// <summary>Version of this product, SemVer 2.0: of the tool that pipelines install.</summary>
    public string ToolVersion { get; init; } = "";

    /// <summary>Whether the project's own files hold a workload (a Deployment to be merged, a Job of their own), so that what the code is decides nothing.</summary>
    public bool HasOwnWorkload { get; init; }

    /// <summary>The applications that call this one, where they are known: a port that somebody known calls, and no Route or Ingress leads to, is open to those alone.</summary>
    public ImmutableArray<ServiceCaller> Callers { get; init; } = [];
}
