using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads typed property values and says which property is wrong when one cannot be read.</summary>
internal sealed class PropertyReader(ProjectInput input, PropertyPlaces places)
{
    public string? Text(string name) => input.Property(name);

    /// <exception cref="OpenShiftException">OSC0026: neither true nor false.</exception>
    public bool Flag(string name, bool otherwise = false) => input.Property(name) switch
    {
        null => otherwise,
        { } v when v.Equals("true", StringComparison.OrdinalIgnoreCase) || v.Equals("enable", StringComparison.OrdinalIgnoreCase) => true,
        { } v when v.Equals("false", StringComparison.OrdinalIgnoreCase) || v.Equals("disable", StringComparison.OrdinalIgnoreCase) => false,
        { } v => throw Invalid(name, v, "true or false"),
    };

    /// <exception cref="OpenShiftException">OSC0026: none of the choices.</exception>
    public string Choice(string name, params ReadOnlySpan<string> choices)
    {
        string? value = input.Property(name);
        foreach (string choice in choices)
        {
            if (value is null || value.Equals(choice, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        throw Invalid(name, value!, string.Join(", ", choices!));
    }

    /// <exception cref="OpenShiftException">OSC0026: no whole number of the range.</exception>
    public long Number(string name, long otherwise, long least, long most)
    {
        string? value = input.Property(name);
        return value is null
            ? otherwise
            : long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
                ? number
                : throw Invalid(name, value, FormattableString.Invariant($"a whole number from {least} to {most}"));
    }

    private OpenShiftException Invalid(string name, string value, string allowed) =>
        new(ToolCodes.InvalidProperty, $"{name} is '{value}'", $"Set it to {allowed}.", places.Of(name));
}
