namespace OpenShift.NET.Sdk.Code.Lifetime;

/// <summary>Whether a program comes to its end by itself.</summary>
public enum ProgramEnd
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>It does its work and ends.</summary>
    Ends,

    /// <summary>It runs until it is stopped.</summary>
    RunsOn,
}
