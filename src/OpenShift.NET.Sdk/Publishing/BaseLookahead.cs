using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// The question for the base image's digest, asked while the project is still being described. Every publish is a fresh process: making
/// the first connection takes it as long as Describe does, and neither needs the other. Unused, it is only disposed of.
/// </summary>
public sealed class BaseLookahead : IDisposable
{
    private static readonly char[] Separators = [';', ','];

    private readonly CancellationTokenSource _cancellation = new();
    private readonly string _reference;
    private readonly string? _destination;
    private readonly string[] _insecure;
    private readonly NoticeRelay _notices = new();
    private readonly Task<RegistryBase> _answer;
    private bool _taken;

    private BaseLookahead(ImageReference reference, string? destination, string[] insecure, IEnvironment environment)
    {
        _reference = reference.ToString();
        _destination = destination;
        _insecure = insecure;
        _answer = Task.Run(() => AskAsync(reference, new DestinationFacts { Registry = destination, InsecureRegistries = [.. insecure] }, environment, _notices, _cancellation.Token));
    }

    /// <summary>Asks in the background.</summary>
    /// <returns><see langword="null"/> when the base image comes from no registry, or the input is not such that a registry could be asked: Describe and Assemble say why.</returns>
    public static BaseLookahead? Start(ProjectInput input, IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Path.GetDirectoryName(input.Property("MSBuildProjectFullPath")) is { } folder && File.Exists(Path.Combine(folder, BaseLock.FileName)))
        {
            // The tag is not asked for what the lock says; Assemble reads it.
            return null;
        }

        bool registry = input.Property("OpenShiftBaseImageArchive") is null && !string.Equals(input.Property("OpenShiftEmbeddedBase"), "Always", StringComparison.OrdinalIgnoreCase);
        return registry && ImageReference.TryParse(input.Property("ContainerBaseImage") ?? "", out ImageReference? reference, out _)
            ? new BaseLookahead(
                reference,
                input.Property("ContainerRegistry"),
                (input.Property("OpenShiftInsecureRegistries") ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                environment)
            : null;
    }

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

    /// <summary>Ends the question.</summary>
    public void Dispose()
    {
        _notices.Listener = null;
        _cancellation.Cancel();
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

    private static async Task<RegistryBase> AskAsync(ImageReference reference, DestinationFacts destination, IEnvironment environment, IProgress<string> notices, CancellationToken cancellationToken)
    {
        var asked = new RegistryBase(reference, destination, environment, notices);
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
}
