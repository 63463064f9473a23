using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>Where stages say what they do. May be called by several threads.</summary>
public interface IStageLog
{
    /// <summary>Says something that has no code.</summary>
    void Message(StageImportance importance, string text);

    /// <summary>Says something with a code.</summary>
    /// <param name="severity">Error, warning, or what the default verbosity shows.</param>
    /// <param name="code">The rule or the tool's own code.</param>
    /// <param name="text">What was seen and what to do.</param>
    /// <param name="place">The place in the user's sources; <see langword="null"/> when not even the project file is known.</param>
    void Diagnostic(Severity severity, string code, string text, SourceLocation? place);
}
