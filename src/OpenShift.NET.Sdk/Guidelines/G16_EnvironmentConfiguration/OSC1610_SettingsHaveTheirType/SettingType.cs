using System.Globalization;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1610_SettingsHaveTheirType;

/// <summary>A type that <c>GetValue</c> converts a setting's text to.</summary>
/// <param name="Words">What the code reads, in words.</param>
/// <param name="Form">What is to be written.</param>
/// <param name="Reads">Whether a text can be converted, as the converters of System.ComponentModel do it, invariantly.</param>
internal sealed record SettingType(string Words, string Form, Func<string, bool> Reads)
{
    private static readonly SettingType s_truth = new("a truth value", "true or false", static t => bool.TryParse(t.Trim(), out _));
    private static readonly SettingType s_fraction = new("a number", "a number such as 1.5", static t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
    private static readonly SettingType s_time = new("a length of time", "it as [days.]hours:minutes:seconds, such as 00:01:30", static t => TimeSpan.TryParse(t, CultureInfo.InvariantCulture, out _));
    private static readonly SettingType s_guid = new("a GUID", "a GUID", static t => Guid.TryParse(t, out _));

    /// <summary>The type of a name; <see langword="null"/> for one that is not judged (texts, and types of the application).</summary>
    /// <param name="name">Full name; a nullable one reads an empty text as nothing.</param>
    public static SettingType? Of(string name)
    {
        const string Nullable = "System.Nullable`1<";
        if (name.StartsWith(Nullable, StringComparison.Ordinal))
        {
            return Of(name[Nullable.Length..].TrimEnd('>')) is { } type ? type with { Reads = t => t.Length == 0 || type.Reads(t) } : null;
        }

        return name switch
        {
            "System.Boolean" => s_truth,
            "System.Byte" => Whole(0, byte.MaxValue),
            "System.Int16" => Whole(short.MinValue, short.MaxValue),
            "System.UInt16" => Whole(0, ushort.MaxValue),
            "System.Int32" => Whole(int.MinValue, int.MaxValue),
            "System.UInt32" => Whole(0, uint.MaxValue),
            "System.Int64" => Whole(long.MinValue, long.MaxValue),
            "System.Double" or "System.Single" or "System.Decimal" => s_fraction,
            "System.TimeSpan" => s_time,
            "System.Guid" => s_guid,
            _ => null,
        };
    }

    private static SettingType Whole(long least, long most) => new("a whole number", FormattableString.Invariant($"a whole number from {least} to {most}"), text =>
    {
        string trimmed = text.Trim();

        // Hexadecimal numbers of .NET, C and Visual Basic.
        string? hex = trimmed.StartsWith('#') ? trimmed[1..]
            : trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("&h", StringComparison.OrdinalIgnoreCase) ? trimmed[2..] : null;
        return hex is not null ? hex.Length is > 0 and <= 16 && hex.All(char.IsAsciiHexDigit)
            : long.TryParse(trimmed, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most;
    });
}
