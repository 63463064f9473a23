namespace OpenShift.NET.Sdk.Projects;

/// <summary>One <c>OpenShiftSuppress</c> item.</summary>
/// <param name="RuleId">The rule that is silenced, <c>OSCggnn</c>.</param>
/// <param name="Where">What it is silenced for: a finding's scope (see <c>Finding.Scope</c>), <c>*</c> as wildcard; <see langword="null"/> for all of the rule's findings.</param>
/// <param name="Justification">Why.</param>
/// <param name="Expires">Last day it holds, ISO 8601; <see langword="null"/> for no end.</param>
public sealed record SuppressionFact(string RuleId, string? Where, string? Justification, string? Expires);
