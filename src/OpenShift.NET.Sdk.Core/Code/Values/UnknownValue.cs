namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A value that cannot be told from the compiled code alone.</summary>
public sealed record UnknownValue : CodeValue
{
    internal static readonly UnknownValue Instance = new();

    private UnknownValue()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "?";
}
