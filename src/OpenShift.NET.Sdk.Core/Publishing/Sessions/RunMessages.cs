using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>Shows a run in the build's log, where everybody sees it.</summary>
/// <param name="output">The stage's log.</param>
internal sealed class RunMessages(StageOutput output) : IRunConsole
{
    /// <inheritdoc/>
    public void Write(string line, bool isError) => output.Message(StageImportance.High, line);

    /// <inheritdoc/>
    public void Tell(string text) => output.Message(StageImportance.High, "OpenShift: " + text);
}
