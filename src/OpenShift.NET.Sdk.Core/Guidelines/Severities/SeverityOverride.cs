using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>A severity that an .editorconfig file sets for a rule.</summary>
/// <param name="Severity">The severity; <see langword="null"/> for <c>default</c>, which goes back to the profile's.</param>
/// <param name="Place">The line that sets it.</param>
public sealed record SeverityOverride(Severity? Severity, SourceLocation Place);
