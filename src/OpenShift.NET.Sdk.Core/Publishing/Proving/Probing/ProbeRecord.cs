using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Probing;

/// <summary>What came of one probe over a run. Not for several threads at once.</summary>
/// <param name="request">What is asked.</param>
/// <param name="container">Who is asked.</param>
/// <param name="client">Asks.</param>
internal sealed class ProbeRecord(ProbeRequest request, IRunningContainer container, ProbeClient client)
{
    private const int MostAnswers = 20;
    private readonly List<ProbeAttempt> _told = [];
    private ProbeAttempt? _last;
    private double? _succeededAfter;
    private double? _slowest;

    /// <summary>What is asked.</summary>
    public ProbeRequest Request { get; } = request;

    /// <summary>When it first succeeded, milliseconds since the start.</summary>
    public double? SucceededAfter => _succeededAfter;

    /// <summary>Whether the last asking met nobody, which costs nobody anything.</summary>
    public bool MetNobody => Request.Action != "exec" && _last?.Answer == ProbeAnswer.Refused;

    /// <summary>Whether it succeeded while the container was about to be stopped; <see langword="null"/> until it was asked then.</summary>
    public bool? SucceededBeforeStop { get; set; }

    /// <summary>Asks once.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        double at = container.Elapsed.TotalMilliseconds;
        ProbeAnswer answer = await client.AskAsync(Request, cancellationToken).ConfigureAwait(false);
        double took = container.Elapsed.TotalMilliseconds - at;
        var attempt = new ProbeAttempt(at, answer.Succeeded, took, answer.Text);
        if (_succeededAfter is not null)
        {
            _slowest = Math.Max(_slowest ?? 0, took);
        }
        else if (answer.Succeeded)
        {
            _succeededAfter = at + took;
        }

        _last = attempt;
        if (_told.Count < MostAnswers && !_told.Any(t => t.Answer == attempt.Answer))
        {
            _told.Add(attempt);
        }

        return answer.Succeeded;
    }

    /// <summary>What came of it.</summary>
    public ProbeRun ToRun() => new()
    {
        Kind = Request.Kind,
        Action = Request.Action,
        Target = Request.Target,
        Port = Request.Port,
        NotAsked = Request.NotAsked,
        Attempts = _last is null || _told.Contains(_last) ? [.. _told] : [.. _told, _last],
        SucceededAfter = _succeededAfter,
        SlowestAnswer = _slowest,
        SucceededBeforeStop = SucceededBeforeStop,
        Timeout = Request.Timeout.TotalMilliseconds,
    };
}
