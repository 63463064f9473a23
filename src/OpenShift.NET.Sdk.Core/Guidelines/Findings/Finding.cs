namespace OpenShift.NET.Sdk.Guidelines.Findings;

/// <summary>What a rule says of one place. The message a user reads is "{where} {seen}. {fix}".</summary>
public sealed record Finding
{
    private Finding(Outcome outcome, Location where, string seen)
    {
        Outcome = outcome;
        Where = where;
        Seen = seen;
    }

    /// <summary>What the finding says.</summary>
    public Outcome Outcome { get; }

    /// <summary>Where it is.</summary>
    public Location Where { get; }

    /// <summary>What was seen there: a predicate that follows {where}, without a final full stop, without a secret: "is exposed, which restricted-v2 does not allow".</summary>
    public string Seen { get; }

    /// <summary>What to do, when the finding knows better than the rule's own sentence.</summary>
    public string? Fix { get; init; }

    /// <summary>What to do where an image is judged without a project, when <see cref="Fix"/> names something that only a project has.</summary>
    public string? ImageFix { get; init; }

    /// <summary>The most severe this finding can be, when it is milder than the rule's severity (a port that is only exposed, not listened on).</summary>
    public Severity? AtMost { get; init; }

    /// <summary>Whether another time may find what this one did not look for (<see cref="NotJudged"/>).</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The desired state does not hold.</summary>
    public static Finding Violation(Location where, string seen) => new(Outcome.Violation, where, seen);

    /// <summary>The rule has no subject here, because of the reason given.</summary>
    public static Finding NotApplicable(Location where, string reason) => new(Outcome.NotApplicable, where, reason);

    /// <summary>What the rule judges was not made or not reached, because of the reason given: it is not applicable this time, and what it found another time may still be there.</summary>
    public static Finding NotJudged(Location where, string reason) => new(Outcome.NotApplicable, where, reason) { IsOpen = true };

    /// <summary>The rule could not tell, because of the reason given.</summary>
    public static Finding CouldNotTell(Location where, string reason) => new(Outcome.CouldNotTell, where, reason);
}
