using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>Bytes that stand in the code: <c>"…"u8</c>, the initialiser of a byte array.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record BytesValue(ImmutableArray<byte> Bytes) : CodeValue
{
    /// <inheritdoc/>
    public bool Equals(BytesValue? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Bytes.Length;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"bytes({Bytes.Length})");
}
