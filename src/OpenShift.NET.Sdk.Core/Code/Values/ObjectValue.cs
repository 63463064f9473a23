using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>An object that the program creates.</summary>
/// <param name="Type">Full name of its type, for example <c>Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions</c>.</param>
/// <param name="Arguments">What its constructor gets.</param>
/// <param name="Properties">The properties and fields that were set, by name, as they are where the object is used.</param>
public sealed record ObjectValue(string Type, ImmutableArray<CodeValue> Arguments, ImmutableSortedDictionary<string, CodeValue> Properties) : CodeValue
{
    /// <summary>What a property was set to; <see langword="null"/> when it was not set.</summary>
    public CodeValue? this[string property] => Properties.GetValueOrDefault(property);

    /// <inheritdoc/>
    public bool Equals(ObjectValue? other) =>
        other is not null && Type == other.Type && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan()) && Properties.SequenceEqual(other.Properties);

    /// <inheritdoc/>
    public override int GetHashCode() => Type.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Type[(Type.LastIndexOf('.') + 1)..] + "(" + string.Join(",", Arguments) + ")" + (Properties.IsEmpty ? "" : "{" + string.Join(",", Properties.Select(p => p.Key + "=" + p.Value)) + "}");
}
