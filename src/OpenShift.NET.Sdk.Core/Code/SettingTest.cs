using System.Globalization;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code;

/// <summary>One question that code asks about a setting.</summary>
/// <param name="Setting">The setting, with the default the code names.</param>
/// <param name="Comparison">What is asked.</param>
/// <param name="With">What it is compared with; <see langword="null"/> when the comparison needs nothing.</param>
/// <param name="Negated">Whether the answer has to be no.</param>
public sealed record SettingTest(ConfigurationValue Setting, SettingComparison Comparison, string? With = null, bool Negated = false)
{
    /// <summary>Stands for the value of a setting that the program stops without: something is there, and nobody knows what.</summary>
    internal const string StandIn = "\u0001";

    /// <summary>The opposite question.</summary>
    public SettingTest Not => this with { Negated = !Negated };

    /// <summary>Whether it holds where the setting is not there, or empty.</summary>
    internal bool AsksForAbsence => Negated && Comparison is (SettingComparison.Exists or SettingComparison.NotEmpty or SettingComparison.NotBlank) && Setting.Key.Length > 0;

    /// <summary>The answer with some settings.</summary>
    /// <param name="settings">The application's settings by full key, compared without case; environment variables also as <c>$NAME</c>.</param>
    /// <returns><see langword="null"/> when it cannot be told: the comparison cannot be followed, or the value is none that the code can convert.</returns>
    public bool? Evaluate(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Comparison == SettingComparison.Unknown || !TryRead(Setting, settings, out string? value))
        {
            return null;
        }

        bool section = !settings.ContainsKey(Setting.NameInSettings) && settings.Keys.Any(k => k.StartsWith(Setting.Key + ":", StringComparison.OrdinalIgnoreCase));
        bool? answer = Comparison switch
        {
            SettingComparison.Exists => value is not null || section,
            SettingComparison.NotEmpty => !string.IsNullOrEmpty(value),
            SettingComparison.NotBlank => !string.IsNullOrWhiteSpace(value),
            SettingComparison.Equals or SettingComparison.EqualsIgnoreCase when value == StandIn => null,
            SettingComparison.Equals => value == With,
            SettingComparison.EqualsIgnoreCase => string.Equals(value, With, StringComparison.OrdinalIgnoreCase),
            SettingComparison.IsTrue => section ? null : value is null ? false : bool.TryParse(value.Trim(), out bool flag) ? flag : null,
            _ => Number(value) is { } left && Number(With) is { } right
                ? Comparison == SettingComparison.IsNumber ? left == right : Comparison == SettingComparison.IsGreater ? left > right : left < right
                : null,
        };
        return answer is { } known ? known != Negated : null;
    }

    /// <summary>As a clause: <c>Health:Enabled is true</c>.</summary>
    public override string ToString() => (Setting.FromEnvironment ? "the variable " : "") + Setting.Key + " " + (Comparison, Negated) switch
    {
        (SettingComparison.IsTrue, false) => "is true",
        (SettingComparison.IsTrue, true) => "is not true",
        (SettingComparison.Exists, false) => "is set",
        (SettingComparison.Exists, true) => "is not set",
        (SettingComparison.NotEmpty or SettingComparison.NotBlank, false) => "is not empty",
        (SettingComparison.NotEmpty or SettingComparison.NotBlank, true) => "is empty",
        (SettingComparison.Equals or SettingComparison.EqualsIgnoreCase or SettingComparison.IsNumber, false) => $"is '{With}'",
        (SettingComparison.Equals or SettingComparison.EqualsIgnoreCase or SettingComparison.IsNumber, true) => $"is not '{With}'",
        (SettingComparison.IsGreater, false) => "is greater than " + With,
        (SettingComparison.IsGreater, true) => "is not greater than " + With,
        (SettingComparison.IsLess, false) => "is less than " + With,
        (SettingComparison.IsLess, true) => "is not less than " + With,
        _ => "has a certain value",
    };

    /// <summary>A value that gives the answer yes; <see langword="null"/> when none can be named.</summary>
    internal string? Example => (Comparison, Negated) switch
    {
        (SettingComparison.IsTrue, false) => "true",
        (SettingComparison.IsTrue, true) => "false",
        (SettingComparison.Equals or SettingComparison.EqualsIgnoreCase or SettingComparison.IsNumber, false) => With,
        _ => null,
    };

    /// <summary>What the setting is, as a clause: <c>it is not set</c>. A value that could be a secret is not shown.</summary>
    internal string StateIn(IReadOnlyDictionary<string, string> settings, string subject)
    {
        if (settings.TryGetValue(Setting.NameInSettings, out string? value))
        {
            return subject + (bool.TryParse(value, out bool flag) ? flag ? " is true" : " is false" : value.Length == 0 ? " is empty" : Number(value) is not null ? $" is {value}" : Evaluate(settings) is null ? " has a value the code cannot convert" : " has another value");
        }

        return subject + " is not set" + (Setting.Default is ConstantValue { Value: int or bool } constant && Setting.Type == "System.Boolean" ? $" (the code's default is {(constant.Value is 0 or false ? "false" : "true")})" : "");
    }

    // What a container finds; a default that is no constant cannot be told.
    private static bool TryRead(ConfigurationValue setting, IReadOnlyDictionary<string, string> settings, out string? value)
    {
        if (settings.TryGetValue(setting.NameInSettings, out value))
        {
            return true;
        }

        switch (setting.Default)
        {
            case null or ConstantValue { Value: null }:
                return true;
            case ConstantValue { Value: int flag } when setting.Type == "System.Boolean":
                value = flag != 0 ? bool.TrueString : bool.FalseString;
                return true;
            case ConstantValue { Value: IFormattable or string or bool } constant:
                value = Convert.ToString(constant.Value, CultureInfo.InvariantCulture);
                return true;
            case ConfigurationValue other:
                return TryRead(other.Type is null ? other with { Type = setting.Type } : other, settings, out value);
            default:
                return false;
        }
    }

    // A number that is not set is the type's default.
    private static long? Number(string? text) =>
        text is null ? 0 : long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
