using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>
/// The question whether the registry has the image of the last publish under every tag, asked while Assemble finds out whether it is
/// still the same image. Asking delivers nothing; Deliver believes only a fresh "yes" for the very image that has passed Check.
/// </summary>
public sealed class DeliveryLookahead : IDisposable
{
    // The tag can be moved by others meanwhile: an old answer is no better than none.
    private const long FreshMilliseconds = 10_000;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly DestinationFacts _destination;
    private readonly Digest _image;
    private readonly long _asked = Environment.TickCount64;
    private readonly Task<DeliveryResult?> _answer;

    private DeliveryLookahead(DestinationFacts destination, StageFolder folder, Digest image, IEnvironment environment)
    {
        _destination = destination;
        _image = image;
        _answer = Task.Run(() => AskAsync(destination, folder, image, environment, _cancellation.Token));
    }

    /// <summary>Asks in the background.</summary>
    /// <returns><see langword="null"/> when there was no publish before, or its image goes elsewhere than to a registry.</returns>
    public static DeliveryLookahead? Start(ProjectFacts facts, StageFolder folder, IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        return facts.Destination is { ArchivePath: null, Registry: not null } destination && AssemblyStamp.TryRead(folder) is { } stamp
            ? new DeliveryLookahead(destination, folder, stamp.Image, environment)
            : null;
    }

    /// <summary>What Deliver has to say when the registry is known to have the image; <see langword="null"/> when it is to ask for itself.</summary>
    internal async Task<DeliveryResult?> AnswerAsync(DestinationFacts destination, Digest image, CancellationToken cancellationToken)
    {
        bool asked = image == _image
            && destination.Registry == _destination.Registry
            && destination.Repository == _destination.Repository
            && destination.Tags.AsSpan().SequenceEqual(_destination.Tags.AsSpan())
            && destination.InsecureRegistries.AsSpan().SequenceEqual(_destination.InsecureRegistries.AsSpan());
        long fresh = FreshMilliseconds - (Environment.TickCount64 - _asked);
        if (!asked || fresh <= 0)
        {
            return null;
        }

        try
        {
            return await _answer.WaitAsync(TimeSpan.FromMilliseconds(fresh), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A registry that stalls is not waited for twice.
            return null;
        }
    }

    /// <summary>Ends the question.</summary>
    public void Dispose() => _cancellation.Cancel();

    // A failure is no answer: Deliver asks again and says what is wrong.
    private static async Task<DeliveryResult?> AskAsync(DestinationFacts destination, StageFolder folder, Digest image, IEnvironment environment, CancellationToken cancellationToken)
    {
        try
        {
            using var delivery = new RegistryDelivery(destination, environment);
            return await delivery.TryLeaveAsync(folder, image, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OpenShiftException or OperationCanceledException)
        {
            return null;
        }
    }
}
