using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>This machine's own .NET runtime as base image (<c>OpenShiftEmbeddedBase</c>); built on the first request, found in the cache after that.</summary>
internal sealed class EmbeddedBase(ProjectFacts facts) : IBase
{
    private IImageSource? _source;

    public IImageSource Source => _source ?? throw new InvalidOperationException("The identity is asked for first.");

    public async ValueTask<string> IdentityAsync(CancellationToken cancellationToken)
    {
        Platform platform = RuntimePlatform.Of(facts.Application.RuntimeIdentifier);
        _source = await EmbeddedBaseBuilder.BuildAsync(
            new EmbeddedBaseRequest
            {
                DotnetRoot = facts.Image.DotnetRoot ?? "",
                TargetFrameworkVersion = facts.Application.TargetFrameworkVersion,
                Frameworks = facts.Application.Frameworks,
                SelfContained = facts.Application.SelfContained,
                Platform = platform,
                OutputFolder = facts.Image.CacheDirectory,
            },
            cancellationToken).ConfigureAwait(false);
        Image image = await _source.ResolveAsync(platform, cancellationToken).ConfigureAwait(false);
        return $"embedded {image.Digest}";
    }

    public void Dispose()
    {
    }
}
