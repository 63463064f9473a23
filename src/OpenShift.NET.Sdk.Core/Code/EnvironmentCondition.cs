using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code;

/// <summary>In which host environments (<c>ASPNETCORE_ENVIRONMENT</c>) code runs, as far as <c>IsDevelopment()</c> and the like decide it.</summary>
public sealed class EnvironmentCondition : IEquatable<EnvironmentCondition>
{
    private readonly bool _except;
    private readonly ImmutableSortedSet<string> _names;

    private EnvironmentCondition(bool except, ImmutableSortedSet<string> names)
    {
        _except = except;
        _names = names;
    }

    /// <summary>In every environment.</summary>
    public static EnvironmentCondition Always { get; } = new(true, ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>In no environment.</summary>
    public static EnvironmentCondition Never { get; } = new(false, ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether it runs in every environment.</summary>
    public bool IsAlways => _except && _names.IsEmpty;

    /// <summary>Whether it runs in Production, the environment of an image that says nothing else.</summary>
    public bool InProduction => RunsIn("Production");

    /// <summary>Whether it runs in an environment of that name.</summary>
    public bool RunsIn(string environment) => _names.Contains(environment) != _except;

    /// <summary>In one environment only.</summary>
    internal static EnvironmentCondition Only(string environment) => new(false, Never._names.Add(environment));

    /// <summary>Everywhere this does not run.</summary>
    internal EnvironmentCondition Complement() => new(!_except, _names);

    /// <summary>Where both run.</summary>
    internal EnvironmentCondition And(EnvironmentCondition other)
    {
        if (IsAlways || ReferenceEquals(this, other))
        {
            return other;
        }

        return other.IsAlways ? this : (_except, other._except) switch
        {
            (false, false) => new(false, _names.Intersect(other._names)),
            (false, true) => new(false, _names.Except(other._names)),
            (true, false) => new(false, other._names.Except(_names)),
            _ => new(true, _names.Union(other._names)),
        };
    }

    /// <summary>Where either runs.</summary>
    internal EnvironmentCondition Or(EnvironmentCondition other) =>
        ReferenceEquals(this, other) || IsAlways ? this : Complement().And(other.Complement()).Complement();

    /// <summary>Whether it runs nowhere.</summary>
    internal bool IsNever => !_except && _names.IsEmpty;

    /// <inheritdoc/>
    public bool Equals(EnvironmentCondition? other) => other is not null && (ReferenceEquals(this, other) || (_except == other._except && _names.SetEquals(other._names)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EnvironmentCondition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_except, _names.Count);

    /// <inheritdoc/>
    public override string ToString() => IsAlways ? "always" : (_except ? "not " : "") + string.Join(" or ", _names);
}
