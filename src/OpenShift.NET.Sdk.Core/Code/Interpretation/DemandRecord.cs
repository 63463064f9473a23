namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A place where the program stops because a setting is not there.</summary>
/// <param name="Method">The method.</param>
/// <param name="Site">Index of the instruction.</param>
/// <param name="Reachable">Whether the program can come there.</param>
internal sealed record DemandRecord(PreparedMethod Method, int Site, bool Reachable)
{
    /// <summary>When it stops there.</summary>
    public required PathCondition Condition { get; set; }

    /// <summary>Whether it is somebody's check, which says what is missing, rather than the use that cannot do without.</summary>
    public bool IsCheck { get; init; }
}
