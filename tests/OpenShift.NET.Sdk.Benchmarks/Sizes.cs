namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>How tables say how much something is.</summary>
internal static class Sizes
{
    public static string Of(long bytes) => bytes switch
    {
        < 10_000 => FormattableString.Invariant($"{bytes / 1e3:F1} kB"),
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:F0} kB"),
        _ => FormattableString.Invariant($"{bytes / 1e6:F1} MB"),
    };
}
