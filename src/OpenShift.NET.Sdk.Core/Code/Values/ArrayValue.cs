using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>An array or collection expression.</summary>
/// <param name="Items">Its elements.</param>
public sealed record ArrayValue(ImmutableArray<CodeValue> Items) : CodeValue
{
    /// <inheritdoc/>
    public bool Equals(ArrayValue? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Length;

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(",", Items) + "]";
}
