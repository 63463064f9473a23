namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>Shows in a stage's log that a registry is being waited for; silence and a build that hangs look alike.</summary>
/// <param name="output">The stage's log.</param>
internal sealed class WaitingMessages(StageOutput output) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => output.Message(StageImportance.High, "OpenShift: " + value);
}
