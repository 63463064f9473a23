using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The cache that a project's publishes use.</summary>
/// <param name="Directory">Full path of its folder.</param>
/// <param name="SizeLimit">Most bytes that it keeps.</param>
internal readonly record struct CacheLocation(string Directory, long SizeLimit)
{
    /// <summary>Reads it.</summary>
    /// <param name="input">The project.</param>
    /// <param name="place">Where a property is set.</param>
    /// <exception cref="OpenShiftException">OSC0026: the limit is no size.</exception>
    public static CacheLocation Of(ProjectInput input, Func<string, SourceLocation?> place) => new(
        Path.GetFullPath(input.Property("OpenShiftCacheDirectory") ?? UserCache.Default(), Path.GetDirectoryName(input.Property("MSBuildProjectFullPath")) ?? Environment.CurrentDirectory),
        Limit(input, place));

    private static long Limit(ProjectInput input, Func<string, SourceLocation?> place)
    {
        string? text = input.Property("OpenShiftCacheSizeLimit");
        if (text is null)
        {
            return new ImageFacts().CacheSizeLimit;
        }

        (string number, long unit) = text switch
        {
            [.. var n, 'K', 'i'] => (n, 1L << 10),
            [.. var n, 'M', 'i'] => (n, 1L << 20),
            [.. var n, 'G', 'i'] => (n, 1L << 30),
            _ => (text, 1L),
        };
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= long.MaxValue / unit
            ? value * unit
            : throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftCacheSizeLimit is '{text}'", "Set it to a number of bytes, or with a unit: 500Mi, 5Gi.", place("OpenShiftCacheSizeLimit"));
    }
}
