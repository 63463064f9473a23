namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A section of the configuration whose key only the running program knows: an entry of a list, one that a caller hands over. What is read in it has no name that could be told.</summary>
public sealed record UnknownSectionValue : CodeValue
{
    internal static readonly UnknownSectionValue Instance = new();

    private UnknownSectionValue()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "@?";
}
