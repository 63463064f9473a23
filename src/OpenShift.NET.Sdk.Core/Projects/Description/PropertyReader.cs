using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads typed property values and says which property is wrong when one cannot be read.</summary>
internal sealed class PropertyReader(ProjectInput input, PropertyPlaces places)
{
    public string? Text(string name) => input.Property(name);

    /// <exception cref="OpenShiftException">OSC0026: neither true nor false.</exception>
    public bool Flag(FlagProperty property) => Flag(property, property.Otherwise ?? false);

    /// <summary>Reads one whose default depends on something.</summary>
    /// <exception cref="OpenShiftException">OSC0026: neither true nor false.</exception>
    public bool Flag(FlagProperty property, bool otherwise) => input.Property(property.Name) switch
    {
        null => otherwise,
        { } v when v.Equals("true", StringComparison.OrdinalIgnoreCase) || v.Equals("enable", StringComparison.OrdinalIgnoreCase) => true,
        { } v when v.Equals("false", StringComparison.OrdinalIgnoreCase) || v.Equals("disable", StringComparison.OrdinalIgnoreCase) => false,
        { } v => throw Invalid(property.Name, v, "true or false"),
    };

    /// <summary>The word as it is declared; the first one where the property is not set.</summary>
    /// <exception cref="OpenShiftException">OSC0026: none of the choices.</exception>
    public string Choice(ChoiceProperty property) =>
        input.Property(property.Name) is not { } value ? property.Values[0]
        : property.Values.FirstOrDefault(v => v.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? throw Invalid(property.Name, value, string.Join(", ", property.Values));

    /// <exception cref="OpenShiftException">OSC0026: none of the choices.</exception>
    public T Choice<T>(EnumProperty<T> property)
        where T : struct, Enum => Enum.Parse<T>(Choice((ChoiceProperty)property));

    /// <exception cref="OpenShiftException">OSC0026: no whole number of the range.</exception>
    public long Number(NumberProperty property)
    {
        string? value = input.Property(property.Name);
        return value is null
            ? property.Otherwise ?? property.Least
            : long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) && number >= property.Least && number <= property.Most
                ? number
                : throw Invalid(property.Name, value, FormattableString.Invariant($"a whole number from {property.Least} to {property.Most}"));
    }

    private OpenShiftException Invalid(string name, string value, string allowed) =>
        new(ToolCodes.InvalidProperty, $"{name} is '{value}'", $"Set it to {allowed}.", places.Of(name));
}
