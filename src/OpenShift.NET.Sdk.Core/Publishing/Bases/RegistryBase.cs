using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>A base image in a registry. Its identity is the digest behind the reference: one request for a tag, none for a digest.</summary>
internal sealed class RegistryBase : IBase
{
    private readonly IRegistry _registry;
    private readonly RegistryImageSource _source;
    private readonly ImageReference _reference;
    private string? _identity;

    public RegistryBase(ImageReference reference, DestinationFacts destination, IEnvironment environment, IProgress<string>? notices = null)
    {
        _reference = reference;
        _registry = RegistryFactory.Create(reference.Registry, destination.InsecureRegistries, RegistryDirection.Pull, VariablesFor(reference, destination), environment, notices);
        _source = new RegistryImageSource(_registry, reference);
        Source = new ResolvedOnce(_source);
    }

    public IImageSource Source { get; private set; }

    /// <summary>Whether the lock file chose the digest.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The digest behind the reference, known once the identity is.</summary>
    public Digest Digest { get; private set; }

    public async ValueTask<string> IdentityAsync(CancellationToken cancellationToken)
    {
        if (_identity is not null)
        {
            return _identity;
        }

        Digest = await _source.TryHeadDigestAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new OpenShiftException(ToolCodes.BaseImageNotFound, $"Registry '{_registry.Name}' does not have image '{_reference}'", "Check the repository and the tag of ContainerBaseImage.");
        return _identity = $"registry {_reference} {Digest}";
    }

    /// <summary>Names the image by the digest that was found, as the lock file does from now on: publishes that hold to it make the same image.</summary>
    /// <returns>The identity under that name.</returns>
    public string Hold()
    {
        string held = $"{_reference}@{Digest}";
        Source = new HeldSource(Source, held);
        return _identity = $"registry {held} {Digest}";
    }

    /// <summary>The credential variables that a base image's registry may have.</summary>
    public static CredentialVariables VariablesFor(ImageReference reference, DestinationFacts destination) =>
        // Undirected, they belong to the registry that is pushed to; those for pulling belong to the one of the base image that the project names.
        string.Equals(destination.Registry, reference.Registry, StringComparison.OrdinalIgnoreCase) ? CredentialVariables.All : CredentialVariables.OfDirection;

    public void Dispose() => _registry.Dispose();
}
