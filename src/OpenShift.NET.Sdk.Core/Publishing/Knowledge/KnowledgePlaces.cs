using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>The repositories that records are read from: the one that is pushed to first, then those that the project names. A registry that does not answer, or answers nonsense, knows nothing.</summary>
internal sealed class KnowledgePlaces : IDisposable
{
    // Reading the layers instead takes a machine that is that slow no longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _patience = new();
    private readonly DestinationFacts _destination;
    private readonly KnowledgeFacts _knowledge;
    private readonly Lazy<ImmutableArray<KnowledgePlace>> _all;

    /// <param name="destination">Where the image goes; to a registry.</param>
    /// <param name="knowledge">What may be used.</param>
    /// <param name="place">Where <c>OpenShiftLayerKnowledge</c> is set.</param>
    /// <param name="environment">For registries.</param>
    public KnowledgePlaces(DestinationFacts destination, KnowledgeFacts knowledge, SourceLocation? place, IEnvironment environment)
    {
        (_destination, _knowledge) = (destination, knowledge);
        _all = new Lazy<ImmutableArray<KnowledgePlace>>(() => Open(destination, knowledge, place, environment));
    }

    /// <summary>The repository that is pushed to.</summary>
    public KnowledgePlace Destination => _all.Value[0];

    /// <summary>All of them.</summary>
    public ImmutableArray<KnowledgePlace> All => _all.Value;

    /// <summary>Whether these are the places of a publish, too.</summary>
    public bool AreOf(DestinationFacts destination, KnowledgeFacts knowledge) =>
        destination.Registry == _destination.Registry
        && destination.Repository == _destination.Repository
        && destination.InsecureRegistries.AsSpan().SequenceEqual(_destination.InsecureRegistries.AsSpan())
        && knowledge.Repositories.AsSpan().SequenceEqual(_knowledge.Repositories.AsSpan());

    /// <summary>Asks; whatever goes wrong is no answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="otherwise">What stands for no answer.</param>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, T otherwise)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
            limit.CancelAfter(Patience);
            return await question(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OpenShiftException or OperationCanceledException or ObjectDisposedException or IOException or HttpRequestException)
        {
            return otherwise;
        }
    }

    public void Dispose()
    {
        _patience.Cancel();
        foreach (KnowledgePlace place in _all.IsValueCreated ? _all.Value : [])
        {
            place.Registry.Dispose();
        }
    }

    private static ImmutableArray<KnowledgePlace> Open(DestinationFacts destination, KnowledgeFacts knowledge, SourceLocation? property, IEnvironment environment)
    {
        var places = ImmutableArray.CreateBuilder<KnowledgePlace>();
        places.Add(new KnowledgePlace(RegistryFactory.Create(destination.Registry!, destination.InsecureRegistries, RegistryDirection.Push, CredentialVariables.All, environment), destination.Repository));
        foreach (string name in knowledge.Repositories)
        {
            ImageReference reference = ImageReference.Parse(name, property);

            // The variables name no registry; they are meant for the one that is pushed to.
            CredentialVariables variables = string.Equals(reference.Registry, destination.Registry, StringComparison.OrdinalIgnoreCase) ? CredentialVariables.All : CredentialVariables.None;
            places.Add(new KnowledgePlace(RegistryFactory.Create(reference.Registry, destination.InsecureRegistries, RegistryDirection.Pull, variables, environment), reference.Repository));
        }

        return places.ToImmutable();
    }
}
