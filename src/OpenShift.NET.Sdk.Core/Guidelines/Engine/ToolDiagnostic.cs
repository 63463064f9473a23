using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>Something the engine itself has to say: a broken rule, a suppression without effect, a setting it does not understand.</summary>
/// <param name="Code">One of <see cref="ToolCodes"/>.</param>
/// <param name="Severity">How it is reported.</param>
/// <param name="Message">What was seen and what to do.</param>
/// <param name="Place">Where it comes from; <see langword="null"/> when nothing of the user's is the cause.</param>
public sealed record ToolDiagnostic(string Code, Severity Severity, string Message, SourceLocation? Place = null);
