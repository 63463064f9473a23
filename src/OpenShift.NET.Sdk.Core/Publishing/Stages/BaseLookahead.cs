using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Knowledge;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>
/// The question for the base image's digest, asked while the project is still being built or described. Every publish is a fresh process: making
/// the first connection takes it as long as Describe does, and neither needs the other. On a machine that has not published the project before, the layers that
/// nobody knows are fetched as well. Unused, it is only disposed of.
/// </summary>
public sealed class BaseLookahead : IDisposable
{
    private static readonly char[] Separators = [';', ','];

    // What is on its way is written to a temporary file, which goes in less.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly string _asked;
    private readonly string _reference;
    private readonly string? _destination;
    private readonly string[] _insecure;
    private readonly NoticeRelay _notices = new();
    private readonly Task<RegistryBase> _answer;
    private readonly BaseFetch? _fetch;
    private readonly RepositoryKnowledge? _knowledge;
    private readonly Task _fetching;
    private bool _taken;

    private BaseLookahead(ImageReference reference, bool isLocked, ProjectInput input, IEnvironment environment, bool isFirst)
    {
        _asked = IdentityOf(input);
        _reference = reference.ToString();
        _destination = input.Property("ContainerRegistry");
        _insecure = InsecureOf(input);
        DestinationFacts destination = DestinationOf(input);
        if (isFirst)
        {
            Platform platform = RuntimePlatform.Of(input.Property("ContainerRuntimeIdentifier") ?? input.Property("RuntimeIdentifier"));
            CacheLocation location = CacheLocation.Of(input, static _ => null);
            _knowledge = RepositoryKnowledge.OpenAhead(destination, KnowledgeReader.Read(input, static _ => null), platform, environment);
            _fetch = new BaseFetch(
                platform,
                BlobCache.Open(location.Directory, location.SizeLimit),
                _knowledge is null ? null : new KnownBaseLayers(_knowledge, isMounted: string.Equals(destination.Registry, reference.Registry, StringComparison.OrdinalIgnoreCase)));

            // Where nothing is known of the tags yet, nothing is asked of them.
            _knowledge?.Start();
        }

        // Last: nothing that can fail comes after it, and leaves a question that is nobody's.
        _answer = Task.Run(() => AskAsync(reference, isLocked, destination, environment, _notices, _cancellation.Token));
        _fetching = _fetch is null ? Task.CompletedTask : Task.Run(() => FetchAsync(_fetch));
    }

    /// <summary>Asks in the background.</summary>
    /// <returns><see langword="null"/> when the base image comes from no registry, or the input is not such that a registry could be asked: Describe and Assemble say why.</returns>
    public static BaseLookahead? Start(ProjectInput input, IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (LockPathOf(input) is { } path && File.Exists(path))
        {
            // The tag is not asked for what the lock says; Assemble reads it.
            return null;
        }

        return ReferenceOf(input) is { } reference ? new BaseLookahead(reference, isLocked: false, input, environment, isFirst: false) : null;
    }

    /// <summary>Asks in the background while the project is built; fetches in the background, too, when the project has not been published from its folder before.</summary>
    /// <param name="input">What is known of the project so early.</param>
    /// <param name="folder">Its stage folder.</param>
    /// <param name="environment">For registries.</param>
    /// <returns>As the other method.</returns>
    public static BaseLookahead? StartEarly(ProjectInput input, StageFolder folder, IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(folder);
        bool updates = string.Equals(input.Property("_OpenShiftUpdateLock"), "true", StringComparison.OrdinalIgnoreCase);
        try
        {
            if (ReferenceOf(input) is not { } reference)
            {
                return null;
            }

            BaseLock? locked = LockPathOf(input) is { } path ? AssembleStage.ReadLock(path) : null;
            bool isLocked = false;
            if (!updates && reference.Digest is null && locked?.Of(reference) is { } digest)
            {
                reference = ImageReference.Parse($"{reference}@{digest}");
                isLocked = true;
            }

            // A folder that was published from has its base image in the cache, but for the once in a while that there is a new one.
            return new BaseLookahead(reference, isLocked, input, environment, isFirst: !File.Exists(folder.AssemblyStamp));
        }
        catch (OpenShiftException)
        {
            // Describe says what is wrong.
            return null;
        }
    }

    /// <summary>Whether this is what would be asked for a project.</summary>
    internal bool Asks(ProjectInput input) => _asked == IdentityOf(input);

    /// <summary>The cache that layers are being fetched into; <see langword="null"/> when none are, or it is another one.</summary>
    internal BlobCache? CacheOf(ImageFacts image) =>
        _fetch?.Cache is { } cache && cache.Directory == Path.GetFullPath(image.CacheDirectory) && cache.SizeLimit == image.CacheSizeLimit ? cache : null;

    /// <summary>What others have left of layers, as far as it was asked for; the owner is this object.</summary>
    internal RepositoryKnowledge? Knowledge => _knowledge;

    /// <summary>The base image, asked for already; it is then the caller's to dispose of.</summary>
    /// <param name="reference">The base image.</param>
    /// <param name="destination">Where the image goes.</param>
    /// <param name="notices">Hears from now on, on any thread, that the registry is being waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><see langword="null"/> when something else was asked, or it was taken before.</returns>
    /// <exception cref="OpenShiftException">As for <see cref="IBase.IdentityAsync"/>.</exception>
    internal async Task<RegistryBase?> TakeAsync(ImageReference reference, DestinationFacts destination, IProgress<string>? notices, CancellationToken cancellationToken)
    {
        if (_taken || _reference != reference.ToString() || _destination != destination.Registry || !_insecure.AsSpan().SequenceEqual(destination.InsecureRegistries.AsSpan()))
        {
            return null;
        }

        _notices.Listener = notices;
        RegistryBase answer = await _answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        _taken = true;
        return answer;
    }

    /// <summary>Ends the question, and takes back what was fetched by half.</summary>
    public void Dispose()
    {
        _notices.Listener = null;
        _cancellation.Cancel();
        _ = Task.WaitAny([_fetching], Farewell);
        _knowledge?.Dispose();
        if (!_taken)
        {
            _taken = true;
            _ = _answer.ContinueWith(
                static answer =>
                {
                    // Reading the exception marks it as seen; nobody waits for this answer any more.
                    if (answer.Exception is null && !answer.IsCanceled)
                    {
                        answer.Result.Dispose();
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    private async Task FetchAsync(BaseFetch fetch)
    {
        RegistryBase answer;
        try
        {
            answer = await _answer.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OpenShiftException or OperationCanceledException)
        {
            // Whoever takes the answer says it.
            return;
        }

        await fetch.RunAsync(answer.Source, _cancellation.Token).ConfigureAwait(false);
    }

    private static async Task<RegistryBase> AskAsync(ImageReference reference, bool isLocked, DestinationFacts destination, IEnvironment environment, IProgress<string> notices, CancellationToken cancellationToken)
    {
        var asked = new RegistryBase(reference, destination, environment, notices) { IsLocked = isLocked };
        try
        {
            await asked.IdentityAsync(cancellationToken).ConfigureAwait(false);
            return asked;
        }
        catch
        {
            asked.Dispose();
            throw;
        }
    }

    private static ImageReference? ReferenceOf(ProjectInput input)
    {
        bool registry = input.Property("OpenShiftBaseImageArchive") is null && !string.Equals(input.Property("OpenShiftEmbeddedBase"), "Always", StringComparison.OrdinalIgnoreCase);
        return registry && ImageReference.TryParse(input.Property("ContainerBaseImage") ?? "", out ImageReference? reference, out _) ? reference : null;
    }

    private static DestinationFacts DestinationOf(ProjectInput input) => new()
    {
        Registry = input.Property("ContainerRegistry"),
        Repository = RepositoryPrefix.Join(input.Property(RepositoryPrefix.Property)?.Trim('/') is { Length: > 0 } prefix ? prefix : null, input.Property("ContainerRepository") ?? "").ToLowerInvariant(),
        Tags = TagsOf(input),
        ArchivePath = input.Property("ContainerArchiveOutputPath"),
        InsecureRegistries = [.. InsecureOf(input)],
    };

    // As far as properties say it so early; Describe reads what the targets between have made of it.
    private static ImmutableArray<string> TagsOf(ProjectInput input) =>
        (input.Property("ContainerImageTags") ?? input.Property("ContainerImageTag")) is { } tags
            ? [.. tags.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static t => ReferenceGrammar.TagProblem(t) is null)]
            : VersionTags.Of(input.Property("Version") ?? "");

    private static string[] InsecureOf(ProjectInput input) =>
        (input.Property("OpenShiftInsecureRegistries") ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? LockPathOf(ProjectInput input) =>
        Path.GetDirectoryName(input.Property("MSBuildProjectFullPath")) is { } folder ? Path.Combine(folder, BaseLock.FileName) : null;

    private static string IdentityOf(ProjectInput input) => string.Join(
        '\n',
        ((string[])["ContainerBaseImage", "ContainerRegistry", "OpenShiftInsecureRegistries", "OpenShiftBaseImageArchive", "OpenShiftEmbeddedBase"]).Select(n => input.Property(n) ?? ""));
}
