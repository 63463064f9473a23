using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1608_CulturesAndTimeZonesAreThere;

/// <summary>The names of cultures or time zones that a call is given: constants, and what stands in the code for a setting that is missing.</summary>
internal static class RequestedNames
{
    /// <summary>The names, in order; a culture's number in decimal digits. What only the run knows is left out.</summary>
    public static IEnumerable<string> Of(CodeCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            string type = i < call.ParameterTypes.Length ? call.ParameterTypes[i] : "";
            if (type is "System.String" or "System.String[]" or "System.Int32" || (i >= call.ParameterTypes.Length && call.ParameterTypes.IsEmpty))
            {
                foreach (string name in Names(call.Arguments[i], 0))
                {
                    yield return name;
                }
            }
        }
    }

    private static IEnumerable<string> Names(CodeValue value, int depth) => depth > 3 ? [] : value switch
    {
        ConstantValue { Value: string text } => [text],
        ConstantValue { Value: int number } => [number.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        ArrayValue array => array.Items.SelectMany(i => Names(i, depth + 1)),
        OneOfValue one => one.Values.SelectMany(v => Names(v, depth + 1)),
        ConfigurationValue { Default: { } otherwise } => Names(otherwise, depth + 1),
        _ => [],
    };
}
