namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>From which verbosity on a message is shown, in MSBuild's terms.</summary>
public enum StageImportance
{
    /// <summary>Shown by detailed logs.</summary>
    Low,

    /// <summary>Shown by normal ones.</summary>
    Normal,

    /// <summary>Shown by default.</summary>
    High,
}
