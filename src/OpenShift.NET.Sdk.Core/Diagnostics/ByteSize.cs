using System.Globalization;

namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>Numbers of bytes as users read them.</summary>
public static class ByteSize
{
    /// <summary>One kibibyte.</summary>
    public const long KiB = 1024;

    /// <summary>One mebibyte.</summary>
    public const long MiB = 1024 * KiB;

    /// <summary>One gibibyte.</summary>
    public const long GiB = 1024 * MiB;

    /// <summary>A number of bytes with its binary unit and at most one decimal: <c>812 bytes</c>, <c>64 KiB</c>, <c>1.5 MiB</c>.</summary>
    /// <param name="bytes">Number of bytes, 0 or more.</param>
    public static string ToText(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);

        // Just below a unit the rounded number would read "1024 KiB"; such a number is written in the next unit.
        (long unit, string name) = bytes switch
        {
            < KiB => (1, bytes == 1 ? "byte" : "bytes"),
            < MiB - (KiB / 20) => (KiB, "KiB"),
            < GiB - (MiB / 20) => (MiB, "MiB"),
            _ => (GiB, "GiB"),
        };
        return ((double)bytes / unit).ToString("0.#", CultureInfo.InvariantCulture) + " " + name;
    }
}
