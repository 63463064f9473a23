using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>The images of the services beside an application: fetched where the project names them, layers through the cache. Open registries go with this.</summary>
internal sealed class ServiceImages : IDisposable
{
    private readonly List<IRegistry> _registries = [];

    /// <summary>The services with their images.</summary>
    public ImmutableArray<Companion> Companions { get; private set; } = [];

    /// <summary>Finds the images of all services; layers are read when they are unpacked.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0027, OSC004n, OSC008n: an image cannot be named or read.</exception>
    public static async Task<ServiceImages> OpenAsync(ProjectFacts facts, IEnvironment environment, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var images = new ServiceImages();
        try
        {
            var companions = ImmutableArray.CreateBuilder<Companion>();
            foreach (ProveService service in facts.Prove.Services)
            {
                companions.Add(new Companion(service, await images.ResolveAsync(ImageLocation.Parse(service.Image), facts, environment, progress, cancellationToken).ConfigureAwait(false)));
            }

            images.Companions = companions.ToImmutable();
            return images;
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (IRegistry registry in _registries)
        {
            registry.Dispose();
        }
    }

    private async Task<Image> ResolveAsync(ImageLocation location, ProjectFacts facts, IEnvironment environment, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        Platform platform = RuntimePlatform.Of(facts.Application.RuntimeIdentifier);
        if (location.Reference is not { } reference)
        {
            return await LocalImageSource.Open(location.Tag is null ? location.Path! : $"{location.Path}#{location.Tag}").ResolveAsync(platform, cancellationToken).ConfigureAwait(false);
        }

        // Credentials that name no registry belong to the one that is pushed to.
        CredentialVariables variables = string.Equals(reference.Registry, facts.Destination.Registry, StringComparison.OrdinalIgnoreCase) ? CredentialVariables.All : CredentialVariables.None;
        IRegistry registry = RegistryFactory.Create(reference.Registry, facts.Destination.InsecureRegistries, RegistryDirection.Pull, variables, environment, progress);
        _registries.Add(registry);
        Image image = await new RegistryImageSource(registry, reference).ResolveAsync(platform, cancellationToken).ConfigureAwait(false);
        return image with { Blobs = new CachingBlobSource(BlobCache.Open(facts.Image.CacheDirectory, facts.Image.CacheSizeLimit), image.Blobs) };
    }
}
