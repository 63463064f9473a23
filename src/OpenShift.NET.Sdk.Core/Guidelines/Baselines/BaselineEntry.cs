namespace OpenShift.NET.Sdk.Guidelines.Baselines;

/// <summary>A finding that a project lives with. It has neither digest nor line number, so it stays the same when other things change.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Scope">The finding's <c>FingerprintScope</c>.</param>
public sealed record BaselineEntry(string RuleId, string Scope)
{
    /// <inheritdoc/>
    public override string ToString() => $"{RuleId} {Scope}";
}
