namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>One publish.</summary>
/// <param name="Milliseconds">Time of the container step.</param>
/// <param name="Whole">Time of the whole command, in milliseconds.</param>
/// <param name="Traffic">What went to the registry and came from it.</param>
internal readonly record struct Measurement(double Milliseconds, double Whole, Traffic Traffic)
{
    /// <summary>The median of every figure by itself.</summary>
    public static Measurement MedianOf(IReadOnlyCollection<Measurement> all)
    {
        return new(
            Of(static m => m.Milliseconds),
            Of(static m => m.Whole),
            new Traffic(Of(static m => m.Traffic.Up), Of(static m => m.Traffic.Down)));

        T Of<T>(Func<Measurement, T> figure) => all.Select(figure).Order().ElementAt(all.Count / 2);
    }
}
