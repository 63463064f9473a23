using System.Net;
using Polly;
using Polly.Retry;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>
/// Tries again what can succeed later: broken connections, 408, 429 and 5xx, after exponentially growing pauses with jitter or the registry's own
/// <c>Retry-After</c>. Everything else is final.
/// </summary>
internal sealed class RetryPolicy(RegistryLimits limits, TimeProvider time, WaitingNotices notices)
{
    private static readonly ResiliencePropertyKey<Patience> s_patience = new("patience");

    private ResiliencePipeline<HttpResponseMessage>? _pipeline;

    /// <summary>Runs attempts until one is final; its response can still be a failure.</summary>
    public async ValueTask<HttpResponseMessage> RunAsync(Func<Patience, CancellationToken, ValueTask<HttpResponseMessage>> attempt, CancellationToken cancellationToken)
    {
        var patience = new Patience(limits, time);
        Outcome<HttpResponseMessage>? first;
        try
        {
            HttpResponseMessage response = await attempt(patience, cancellationToken).ConfigureAwait(false);
            if (!IsTransient(response.StatusCode))
            {
                return response;
            }

            first = Outcome.FromResult(response);
        }
        catch (Exception e) when (IsTransient(e))
        {
            first = Outcome.FromException<HttpResponseMessage>(e);
        }

        // Nearly always the first attempt is the only one; the pipeline is then never made.
        _pipeline ??= CreatePipeline();
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(s_patience, patience);
            return await _pipeline.ExecuteAsync(
                async resilience =>
                {
                    if (first is { } known)
                    {
                        first = null;
                        known.ThrowIfException();
                        return known.Result!;
                    }

                    return await attempt(patience, resilience.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether a failure to talk to the registry can be gone at the next attempt.</summary>
    public static bool IsTransient(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded } => false,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is >= 500 and not 501 and not 505;

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = limits.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = limits.FirstPause,
                MaxDelay = limits.LongestPause,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments)),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result)),
                OnRetry = arguments =>
                {
                    notices.Pausing(Reason(arguments.Outcome.Result), arguments.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private bool ShouldRetry(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        TimeSpan left = arguments.Context.Properties.GetValue(s_patience, null!).Left;
        if (left == TimeSpan.Zero || RetryAfter(arguments.Outcome.Result) >= left)
        {
            return false;
        }

        return arguments.Outcome.Exception is { } e
            ? IsTransient(e) && (arguments.AttemptNumber < limits.ConnectRetries || !IsConnecting(e))
            : arguments.Outcome.Result is { } response && IsTransient(response.StatusCode);
    }

    private static bool IsConnecting(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError };

    private string Reason(HttpResponseMessage? response) => response is null
        ? "cannot be reached"
        : FormattableString.Invariant($"answered {(int)response.StatusCode}{(Asked(response) is { } asked ? $" and asks to come back in {Math.Ceiling(asked.TotalSeconds)} s" : "")}");

    /// <summary>How long a registry asks to be left alone; <see langword="null"/> when it does not.</summary>
    public TimeSpan? Asked(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private TimeSpan? RetryAfter(HttpResponseMessage? response)
    {
        TimeSpan? wanted = Asked(response);
        return wanted is not { } pause ? null
            : pause < TimeSpan.Zero ? TimeSpan.Zero
            : pause > limits.LongestPause ? limits.LongestPause
            : pause;
    }
}
