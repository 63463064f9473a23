using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>One line of a check's result, as the build shows it.</summary>
/// <param name="Severity">How it is shown.</param>
/// <param name="Code">The rule, or the tool's own code.</param>
/// <param name="Text">What was seen and what to do.</param>
/// <param name="Place">The place in the user's sources; <see langword="null"/> when only the project as a whole can be named.</param>
public sealed record CheckMessage(Severity Severity, string Code, string Text, SourceLocation? Place);
