using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code;

/// <summary>
/// The type that code reads a setting as, with the rules by which .NET's configuration binder (a <c>TypeConverter</c> with the invariant culture) or a <c>Parse</c> method converts a text.
/// </summary>
/// <param name="Name">Full name of the type, <c>Nullable</c> left out, for example <c>System.Boolean</c>.</param>
public sealed record SettingType(string Name)
{
    /// <summary>Whether it is a <c>Nullable</c>, for which an empty text is <see langword="null"/>.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether the code calls a <c>Parse</c> method or constructor itself.</summary>
    public bool IsParsed { get; init; }

    /// <summary>The members of an enum and their values; none for every other type, and for enums of libraries that are not known here.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Members { get; init; } = [];

    /// <summary>Whether the text stays what it is.</summary>
    public bool IsText => Name is "System.String" or "System.Object";

    /// <summary>The type as C# writes it.</summary>
    public string DisplayName => Name switch
    {
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.SByte" => "sbyte",
        "System.Int16" => "short",
        "System.UInt16" => "ushort",
        "System.Int32" => "int",
        "System.UInt32" => "uint",
        "System.Int64" => "long",
        "System.UInt64" => "ulong",
        "System.Single" => "float",
        "System.Double" => "double",
        "System.Decimal" => "decimal",
        "System.Char" => "char",
        _ => Name[(Name.LastIndexOfAny(['.', '+']) + 1)..],
    };

    /// <summary>What a value has to look like, as a clause behind "Use".</summary>
    public string Example => Name switch
    {
        "System.Boolean" => "true or false",
        "System.Byte" or "System.SByte" or "System.Int16" or "System.UInt16" or "System.Int32" or "System.UInt32" or "System.Int64" or "System.UInt64" => "a whole number in the range of " + DisplayName,
        "System.Single" or "System.Double" or "System.Decimal" => "a number with a point for decimals",
        "System.Char" => "one character",
        "System.TimeSpan" => "a time such as 00:00:30",
        "System.Guid" => "a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "System.Uri" => "an address such as http://orders:8080/",
        "System.DateTime" or "System.DateTimeOffset" => "a time such as 2026-01-15T10:00:00Z",
        "System.DateOnly" => "a day such as 2026-01-15",
        "System.TimeOnly" => "a time such as 10:00",
        "System.Version" => "a version such as 1.4.2",
        _ => "one of " + string.Join(", ", Members.Select(static m => m.Key)),
    };

    /// <summary>Whether a text can be converted; <see langword="null"/> when the type is not known.</summary>
    public bool? Accepts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsNullable && text.Length == 0)
        {
            return true;
        }

        CultureInfo invariant = CultureInfo.InvariantCulture;
        string trimmed = text.Trim();
        return Name switch
        {
            "System.Boolean" => bool.TryParse(text, out _),
            "System.Byte" => IsWhole(trimmed, byte.MinValue, byte.MaxValue),
            "System.SByte" => IsWhole(trimmed, sbyte.MinValue, sbyte.MaxValue),
            "System.Int16" => IsWhole(trimmed, short.MinValue, short.MaxValue),
            "System.UInt16" => IsWhole(trimmed, ushort.MinValue, ushort.MaxValue),
            "System.Int32" => IsWhole(trimmed, int.MinValue, int.MaxValue),
            "System.UInt32" => IsWhole(trimmed, uint.MinValue, uint.MaxValue),
            "System.Int64" => IsWhole(trimmed, long.MinValue, long.MaxValue),
            "System.UInt64" => IsWhole(trimmed, ulong.MinValue, ulong.MaxValue),
            "System.Single" or "System.Double" => double.TryParse(trimmed, IsParsed ? NumberStyles.Float | NumberStyles.AllowThousands : NumberStyles.Float, invariant, out _),
            "System.Decimal" => decimal.TryParse(trimmed, IsParsed ? NumberStyles.Number : NumberStyles.Float, invariant, out _),
            "System.Char" => IsParsed ? text.Length == 1 : text.Length <= 1 || trimmed.Length <= 1,
            "System.TimeSpan" => TimeSpan.TryParse(trimmed, invariant, out _),
            "System.Guid" => Guid.TryParse(trimmed, out _),
            "System.Uri" => IsParsed ? Uri.TryCreate(text, UriKind.Absolute, out _) : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            "System.DateTime" => (!IsParsed && trimmed.Length == 0) || DateTime.TryParse(trimmed, invariant, DateTimeStyles.None, out _),
            "System.DateTimeOffset" => (!IsParsed && trimmed.Length == 0) || DateTimeOffset.TryParse(trimmed, invariant, DateTimeStyles.None, out _),
            "System.DateOnly" => (!IsParsed && trimmed.Length == 0) || DateOnly.TryParse(trimmed, invariant, DateTimeStyles.None, out _),
            "System.TimeOnly" => (!IsParsed && trimmed.Length == 0) || TimeOnly.TryParse(trimmed, invariant, DateTimeStyles.None, out _),
            "System.Version" => Version.TryParse(trimmed, out _),
            _ when !Members.IsEmpty => text.Split(',').All(p => IsMember(p.Trim())),
            _ => null,
        };
    }

    /// <summary>A constant of this type as a text that is converted back to it; <see langword="null"/> when it cannot be written.</summary>
    public string? TextOf(CodeValue value) => (value as ConstantValue)?.Value switch
    {
        bool flag => flag ? "true" : "false",
        int flag when Name == "System.Boolean" => flag != 0 ? "true" : "false",
        int or long when !Members.IsEmpty => value.Number is { } number && Members.FirstOrDefault(m => m.Value == number).Key is { } member ? member : null,
        int letter when Name == "System.Char" => ((char)letter).ToString(),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        string text when Name == "System.String" || Accepts(text) == true => text,
        string => null,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>What the code gets when nothing is set and it names no default, as a text; <see langword="null"/> when that is <see langword="null"/> or no text gives it.</summary>
    public string? ZeroText => IsNullable || IsParsed ? null : Name switch
    {
        "System.Boolean" => "false",
        "System.TimeSpan" => "00:00:00",
        _ when !Members.IsEmpty => Members.FirstOrDefault(static m => m.Value == 0).Key,
        "System.Byte" or "System.SByte" or "System.Int16" or "System.UInt16" or "System.Int32" or "System.UInt32" or "System.Int64" or "System.UInt64" or "System.Single" or "System.Double" or "System.Decimal" => "0",
        _ => null,
    };

    private bool IsMember(string text) =>
        Members.Any(m => m.Key.Equals(text, StringComparison.OrdinalIgnoreCase)) || (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && (number == (int)number || Members.Any(static m => m.Value != (int)m.Value)));

    // The binder's converters know #1F, 0x1F and &h1F; Parse does not.
    private bool IsWhole(string text, Int128 least, Int128 most)
    {
        string? digits = IsParsed ? null : text.StartsWith('#') ? text[1..] : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("&h", StringComparison.OrdinalIgnoreCase) ? text[2..] : null;
        return digits is not null
            ? UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 hex) && hex <= (UInt128)(most - (least < 0 ? least : 0))
            : Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number) && number >= least && number <= most;
    }
}
