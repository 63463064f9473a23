using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What a value is where two ways of the program meet.</summary>
internal static class Joining
{
    private const int MostAlternatives = 8;

    /// <summary>Either of two values; the first one itself when the second adds nothing.</summary>
    public static CodeValue Join(CodeValue a, CodeValue b)
    {
        if (ReferenceEquals(a, b) || a is UnknownValue || a.Equals(b))
        {
            return a;
        }

        if (b is UnknownValue)
        {
            return b;
        }

        if (a is CoalescedValue left)
        {
            return b is CoalescedValue ? Alternatives(left.Value, ((CoalescedValue)b).Value) : Coalesce(left.Value, b);
        }

        return b is CoalescedValue right ? Coalesce(right.Value, a) : Alternatives(a, b);
    }

    private static CodeValue Coalesce(CodeValue value, CodeValue otherwise)
    {
        if (value is not ConfigurationValue { Default: null } setting)
        {
            return Alternatives(value, otherwise);
        }

        // The join of an earlier round already has its default.
        return otherwise is ConfigurationValue { Default: not null } known && Chain(known).Any(s => s.Key == setting.Key) ? known : setting with { Default = otherwise };
    }

    // x ?? y ?? "a": the settings that are asked for one after the other.
    private static IEnumerable<ConfigurationValue> Chain(ConfigurationValue first)
    {
        for (ConfigurationValue? next = first; next is not null; next = next.Default as ConfigurationValue)
        {
            yield return next;
        }
    }

    private static CodeValue Alternatives(CodeValue a, CodeValue b)
    {
        if (a is ConfigurationValue { Default: not null } known && Chain(known).Any(s => s.Default?.Equals(b) == true))
        {
            return a;
        }

        if (b is ConfigurationValue { Default: not null } other && Chain(other).Any(s => s.Default?.Equals(a) == true))
        {
            return b;
        }

        // A setting that is not there is null anyway.
        if (a is ConfigurationValue && b is ConstantValue { Value: null })
        {
            return a;
        }

        if (b is ConfigurationValue && a is ConstantValue { Value: null })
        {
            return b;
        }

        if (Opaque(a) || Opaque(b))
        {
            return CodeValue.Unknown;
        }

        if (b is not OneOfValue && (a is OneOfValue several ? several.Values.Contains(b) : a.Equals(b)))
        {
            return a;
        }

        if (a is not OneOfValue && b is not OneOfValue)
        {
            return new OneOfValue([a, b]);
        }

        ImmutableArray<CodeValue>.Builder values = ImmutableArray.CreateBuilder<CodeValue>(MostAlternatives);
        Add(values, a);
        int before = values.Count;
        Add(values, b);
        return values.Count == before ? a : values.Count > MostAlternatives ? CodeValue.Unknown : new OneOfValue(values.ToImmutable());
    }

    private static void Add(ImmutableArray<CodeValue>.Builder values, CodeValue value)
    {
        if (value is OneOfValue one)
        {
            foreach (CodeValue alternative in one.Values)
            {
                AddSingle(values, alternative);
            }
        }
        else
        {
            AddSingle(values, value);
        }
    }

    private static void AddSingle(ImmutableArray<CodeValue>.Builder values, CodeValue value)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Equals(value))
            {
                return;
            }
        }

        values.Add(value);
    }

    private static bool Opaque(CodeValue value) => value is EnvironmentTest or SettingTruth or FunctionPointer or LocalAddress or FieldAddress;
}
