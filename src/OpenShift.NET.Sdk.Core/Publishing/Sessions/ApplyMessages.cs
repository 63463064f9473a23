using OpenShift.NET.Sdk.Publishing.Applying;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>Shows in the build's log how manifests are applied.</summary>
/// <param name="output">The stage's log.</param>
internal sealed class ApplyMessages(StageOutput output) : IApplyConsole
{
    /// <inheritdoc/>
    public void Tell(string text) => output.Message(StageImportance.High, "OpenShift: " + text);

    /// <inheritdoc/>
    public void Detail(string text) => output.Message(StageImportance.Normal, "OpenShift: " + text);

    /// <inheritdoc/>
    public void Write(string line) => output.Message(StageImportance.High, line);
}
