using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>What is done at the destination beside the image: it may fail or take too long, and the image is delivered all the same.</summary>
internal static class AfterDelivery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Tries it.</summary>
    /// <param name="registry">The destination's registry.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellationToken">Cancels the publish.</param>
    /// <returns>Why it could not be done, one sentence without its full stop; <see langword="null"/> when it was.</returns>
    public static async Task<string?> TryAsync(IRegistry registry, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await work(limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (OpenShiftException e)
        {
            return e.Seen;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FormattableString.Invariant($"Registry '{registry.Name}' did not take it within {Patience.TotalSeconds} s");
        }
    }
}
