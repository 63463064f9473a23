namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>How far a run goes.</summary>
internal enum RunKind
{
    /// <summary>From start to SIGTERM and exit.</summary>
    Whole,

    /// <summary>Until it is ready or has ended; then it is killed.</summary>
    UntilReady,
}
