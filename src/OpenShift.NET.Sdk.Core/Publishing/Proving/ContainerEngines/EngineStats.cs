using System.Globalization;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The memory as an engine on another machine tells it (<c>stats</c>).</summary>
internal static class EngineStats
{
    private static readonly (string Unit, double Factor)[] Units =
    [
        ("kib", 1024), ("mib", 1024 * 1024), ("gib", 1024d * 1024 * 1024), ("kb", 1000), ("mb", 1e6), ("gb", 1e9), ("b", 1),
    ];

    /// <summary>Reads <c>61.2MiB / 256MiB</c>; <see langword="null"/> when it is none.</summary>
    public static long? ParseUsage(string output)
    {
        string used = output.Split('/')[0].Trim();
        foreach ((string unit, double factor) in Units)
        {
            if (used.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(used.AsSpan(0, used.Length - unit.Length).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return (long)(number * factor);
            }
        }

        return null;
    }
}
