namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>A rule with its description.</summary>
/// <param name="Description">What is said of it.</param>
/// <param name="Rule">The rule itself; stateless, so one instance serves every run.</param>
public sealed record CatalogedRule(RuleDescription Description, Rule Rule);
