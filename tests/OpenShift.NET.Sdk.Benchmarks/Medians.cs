namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>The middle of several measurements.</summary>
internal static class Medians
{
    public static double Of(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
