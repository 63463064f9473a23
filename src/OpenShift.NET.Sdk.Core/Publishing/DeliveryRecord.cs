namespace OpenShift.NET.Sdk.Publishing;

/// <summary>A file that Deliver wrote: while it is as it was left, the same image is not written again.</summary>
public sealed record DeliveryRecord
{
    /// <summary>Hash over what the file was made of.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Modification time, UTC ticks.</summary>
    public required long ModifiedTicks { get; init; }
}
