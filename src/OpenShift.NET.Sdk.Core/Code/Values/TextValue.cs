using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>
/// A string of which parts are known: a concatenation, an interpolation, a joined path. Neighbouring constants are one part; <c>Path.Combine</c> puts a constant <c>/</c> between its parts.
/// </summary>
/// <param name="Parts">The parts in order; at least one is no constant.</param>
public sealed record TextValue(ImmutableArray<CodeValue> Parts) : CodeValue
{
    /// <summary>The known beginning; empty when the first part is not known.</summary>
    public string Prefix => Parts[0].Text ?? "";

    /// <inheritdoc/>
    public bool Equals(TextValue? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Length;

    /// <inheritdoc/>
    public override string ToString() => "$(" + string.Join("+", Parts) + ")";
}
