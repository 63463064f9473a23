using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>The log of one stage. Diagnostics without a place of their own name the project file.</summary>
/// <param name="log">Where it goes.</param>
internal sealed class StageOutput(IStageLog log) : IStageLog
{
    /// <summary>The user's project file; <see langword="null"/> until it is known.</summary>
    public string? ProjectFile { get; set; }

    /// <inheritdoc/>
    public void Message(StageImportance importance, string text) => log.Message(importance, text);

    /// <inheritdoc/>
    public void Diagnostic(Severity severity, string code, string text, SourceLocation? place) =>
        log.Diagnostic(severity, code, text, place ?? (ProjectFile is { } file ? new SourceLocation(file) : null));
}
