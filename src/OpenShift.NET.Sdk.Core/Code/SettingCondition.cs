using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Code;

/// <summary>
/// With which settings code runs, as far as branches on settings decide it: one of several ways, each with tests that all hold. What becomes too long is made weaker,
/// never stronger, so that a condition that does not hold means that the code does not run.
/// </summary>
public sealed class SettingCondition : IEquatable<SettingCondition>
{
    private const int MostWays = 6;
    private const int MostTests = 8;

    private readonly ImmutableArray<ImmutableArray<SettingTest>> _ways;

    private SettingCondition(ImmutableArray<ImmutableArray<SettingTest>> ways) => _ways = ways;

    /// <summary>With any settings.</summary>
    public static SettingCondition Always { get; } = new([[]]);

    /// <summary>With no settings.</summary>
    public static SettingCondition Never { get; } = new([]);

    /// <summary>Whether it runs with any settings.</summary>
    public bool IsAlways => _ways.Any(static w => w.IsEmpty);

    /// <summary>Whether it never runs.</summary>
    public bool IsNever => _ways.IsEmpty;

    /// <summary>The tests, each once.</summary>
    public IEnumerable<SettingTest> Tests => _ways.SelectMany(static w => w).Distinct();

    /// <summary>The tests that lead there when all hold, of the shortest way; none for <see cref="Always"/> and <see cref="Never"/>.</summary>
    public ImmutableArray<SettingTest> ShortestWay => _ways.IsEmpty ? [] : _ways.MinBy(static w => w.Length);

    /// <summary>Whether it runs with some settings.</summary>
    /// <param name="settings">The application's settings by full key, compared without case; environment variables also as <c>$NAME</c>.</param>
    /// <returns><see langword="null"/> when it cannot be told.</returns>
    public bool? Evaluate(IReadOnlyDictionary<string, string> settings)
    {
        bool? any = false;
        foreach (ImmutableArray<SettingTest> way in _ways)
        {
            bool? all = true;
            foreach (SettingTest test in way)
            {
                bool? answer = test.Evaluate(settings);
                all = answer == false || all == false ? false : answer is null ? null : all;
            }

            any = all == true || any == true ? true : all is null ? null : any;
        }

        return any;
    }

    /// <summary>What some settings have against it, as clauses: <c>Health:Enabled is not set</c>; of the shortest way, the tests that do not hold.</summary>
    /// <param name="settings">As <see cref="Evaluate"/> takes them.</param>
    public string Against(IReadOnlyDictionary<string, string> settings)
    {
        SettingTest[] failing = [.. ShortestWay.Where(t => t.Evaluate(settings) != true)];
        return string.Join(" and ", failing.Select(t => t.StateIn(settings, failing.Length == 1 && ShortestWay.Length == 1 ? "it" : t.Setting.Key)));
    }

    /// <summary>Variables that make it hold with some settings, by name; none when no values can be named.</summary>
    /// <param name="settings">As <see cref="Evaluate"/> takes them.</param>
    public ImmutableArray<KeyValuePair<string, string>> Variables(IReadOnlyDictionary<string, string> settings)
    {
        SettingTest[] failing = [.. ShortestWay.Where(t => t.Evaluate(settings) != true)];
        return failing.All(static t => t.Example is not null)
            ? [.. failing.Select(static t => KeyValuePair.Create(t.Setting.Variable, t.Example!))]
            : [];
    }

    /// <summary>Whether every way leads over a setting's not being there, or over its section's.</summary>
    internal bool SaysAbsent(Values.ConfigurationValue setting) => !_ways.IsEmpty && _ways.All(w => w.Any(t => t.AsksForAbsence && t.Setting.FromEnvironment == setting.FromEnvironment
        && (t.Setting.Key == setting.Key || (!setting.FromEnvironment && t.Setting.Key.Length > 0 && setting.Key.StartsWith(t.Setting.Key + ":", StringComparison.Ordinal)))));

    /// <summary>Of each way that some settings lead, the setting that is not there: the first one asked for.</summary>
    /// <param name="settings">As <see cref="Evaluate"/> takes them.</param>
    internal IEnumerable<Values.ConfigurationValue> MissingIn(IReadOnlyDictionary<string, string> settings)
    {
        foreach (ImmutableArray<SettingTest> way in _ways)
        {
            if (way.FirstOrDefault(static t => t.AsksForAbsence) is { } absent && way.All(t => t.Evaluate(settings) == true))
            {
                yield return absent.Setting;
            }
        }
    }

    /// <summary>That a test holds.</summary>
    internal static SettingCondition Of(SettingTest test) => new([[test]]);

    /// <summary>Where both hold.</summary>
    internal SettingCondition And(SettingCondition other)
    {
        if (ReferenceEquals(this, other) || other.IsAlways || IsNever)
        {
            return this;
        }

        if (IsAlways || other.IsNever)
        {
            return other;
        }

        var ways = ImmutableArray.CreateBuilder<ImmutableArray<SettingTest>>();
        foreach (ImmutableArray<SettingTest> a in _ways)
        {
            foreach (ImmutableArray<SettingTest> b in other._ways)
            {
                SettingTest[] added = [.. b.Where(t => !a.Contains(t))];
                if (!added.Any(t => a.Contains(t.Not)))
                {
                    ways.Add(a.Length + added.Length > MostTests ? a : a.AddRange(added));
                }
            }
        }

        var both = Reduced(ways);
        return both.Equals(this) ? this : both;
    }

    /// <summary>Where either holds.</summary>
    internal SettingCondition Or(SettingCondition other)
    {
        if (ReferenceEquals(this, other) || IsAlways || other.IsNever)
        {
            return this;
        }

        if (other.IsAlways || IsNever)
        {
            return other;
        }

        var either = Reduced([.. _ways, .. other._ways]);
        return either.Equals(this) ? this : either;
    }

    /// <inheritdoc/>
    public bool Equals(SettingCondition? other) =>
        other is not null && (ReferenceEquals(this, other) || (_ways.Length == other._ways.Length && _ways.All(w => other._ways.Any(o => Same(w, o)))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SettingCondition);

    /// <inheritdoc/>
    public override int GetHashCode() => _ways.Length;

    /// <summary>As a clause: <c>Health:Enabled is true and Health:Path is set</c>.</summary>
    public override string ToString() => IsAlways ? "always" : IsNever ? "never" : string.Join(", or ", _ways.Select(static w => string.Join(" and ", w)));

    // (A and B) or (A and not B) is A; what another way includes adds nothing.
    private static SettingCondition Reduced(IEnumerable<ImmutableArray<SettingTest>> all)
    {
        List<ImmutableArray<SettingTest>> ways = [.. all];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = 0; i < ways.Count && !changed; i++)
            {
                for (int j = 0; j < ways.Count && !changed; j++)
                {
                    if (i == j)
                    {
                        continue;
                    }

                    if (ways[i].All(ways[j].Contains))
                    {
                        ways.RemoveAt(j);
                        changed = true;
                    }
                    else if (ways[i].FirstOrDefault(t => ways[j].Contains(t.Not)) is { } differing && ways[i].All(t => t == differing || ways[j].Contains(t)))
                    {
                        // i and not-differing implies j's rest, so j needs its own side of the test no more.
                        ways[j] = ways[j].Remove(differing.Not);
                        changed = true;
                    }
                }
            }
        }

        return ways.Count <= MostWays ? new([.. ways]) : new([[.. ways[0].Where(t => ways.All(w => w.Contains(t)))]]);
    }

    private static bool Same(ImmutableArray<SettingTest> a, ImmutableArray<SettingTest> b) => a.Length == b.Length && a.All(b.Contains);
}
