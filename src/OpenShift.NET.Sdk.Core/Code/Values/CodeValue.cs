namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A value as far as the compiled code tells it. What cannot be told is <see cref="UnknownValue"/>, never a guess.</summary>
public abstract record CodeValue
{
    private protected CodeValue()
    {
    }

    /// <summary>The value that cannot be told.</summary>
    public static CodeValue Unknown => UnknownValue.Instance;

    /// <summary>The text of a constant string; <see langword="null"/> for every other value.</summary>
    public string? Text => (this as ConstantValue)?.Value as string;

    /// <summary>The number of a constant integer; <see langword="null"/> for every other value. Enum members are their numbers.</summary>
    public long? Number => (this as ConstantValue)?.Value switch
    {
        int i => i,
        long l => l,
        _ => null,
    };

    /// <summary>
    /// The values this can be, one by one: those of a <see cref="OneOfValue"/>, otherwise itself. <see cref="UnknownValue"/> among them means that there can be others.
    /// </summary>
    public IEnumerable<CodeValue> Alternatives => this is OneOfValue one ? one.Values : [this];
}
