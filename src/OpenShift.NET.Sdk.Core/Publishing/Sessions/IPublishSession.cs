namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>
/// Runs the stages of publishes, one at a time, and remembers between them what need not be read twice. What is wrong is said through the
/// log; a stage that logged no error has succeeded.
/// </summary>
public interface IPublishSession : IDisposable
{
    /// <summary>Runs a stage to its end.</summary>
    StageResult Run(StageRequest request, IStageLog log, CancellationToken cancellationToken);
}
