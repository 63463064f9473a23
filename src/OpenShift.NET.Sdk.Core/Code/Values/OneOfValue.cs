using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>One of a few values; which one is decided when the program runs.</summary>
/// <param name="Values">The values, at least two, at most eight, in the order they were met.</param>
public sealed record OneOfValue(ImmutableArray<CodeValue> Values) : CodeValue
{
    /// <inheritdoc/>
    public bool Equals(OneOfValue? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Length;

    /// <inheritdoc/>
    public override string ToString() => "{" + string.Join("|", Values) + "}";
}
