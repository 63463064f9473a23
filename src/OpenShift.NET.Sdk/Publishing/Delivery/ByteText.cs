namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>Bytes as people read them, in binary units.</summary>
public static class ByteText
{
    /// <summary><c>512 bytes</c>, <c>1.5 KiB</c>, <c>25.6 MiB</c>.</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1024 => FormattableString.Invariant($"{bytes} bytes"),
        < 1024 * 1024 => FormattableString.Invariant($"{bytes / 1024.0:0.0} KiB"),
        _ => FormattableString.Invariant($"{bytes / (1024.0 * 1024):0.0} MiB"),
    };
}
