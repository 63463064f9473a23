using System.Globalization;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>The order of versions as <see cref="ChartVersion"/> makes them (Semantic Versioning 2.0.0, section 11); build metadata counts for nothing.</summary>
internal sealed class ChartVersionOrder : IComparer<string>
{
    /// <summary>The one there is.</summary>
    public static ChartVersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        (string[] numbers, string[] rest) = Parts(x ?? "");
        (string[] otherNumbers, string[] otherRest) = Parts(y ?? "");
        int order = Compare(numbers, otherNumbers);
        return order != 0 ? order : (rest.Length, otherRest.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => Compare(rest, otherRest),
        };
    }

    private static int Compare(string[] parts, string[] others)
    {
        for (int i = 0; i < Math.Min(parts.Length, others.Length); i++)
        {
            bool isNumber = ulong.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
            bool isOtherNumber = ulong.TryParse(others[i], NumberStyles.None, CultureInfo.InvariantCulture, out ulong otherNumber);
            int order = (isNumber, isOtherNumber) switch
            {
                (true, true) => number.CompareTo(otherNumber),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(parts[i], others[i]),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return parts.Length.CompareTo(others.Length);
    }

    private static (string[] Numbers, string[] PreRelease) Parts(string version)
    {
        string[] parts = version.Split('+')[0].Split('-', 2);
        return (parts[0].Split('.'), parts.Length == 1 ? [] : parts[1].Split('.'));
    }
}
