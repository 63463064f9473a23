namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>Shows in a detailed log how far a proof is.</summary>
/// <param name="output">The stage's log.</param>
internal sealed class ProvingMessages(StageOutput output) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => output.Message(StageImportance.Normal, "OpenShift: " + value);
}
