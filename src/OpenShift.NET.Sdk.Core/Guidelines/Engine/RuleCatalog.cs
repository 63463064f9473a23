using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>The rules there are, ordered by id.</summary>
public sealed class RuleCatalog
{
    private static RuleCatalog? s_all;
    private readonly Dictionary<string, CatalogedRule> _byId;

    /// <summary>A catalogue of some rules.</summary>
    /// <exception cref="InvalidOperationException">A class is no rule, an id is not <c>OSCggnn</c> with the number of a guideline, or two rules share one.</exception>
    public RuleCatalog(IEnumerable<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _byId = new Dictionary<string, CatalogedRule>(StringComparer.OrdinalIgnoreCase);
        foreach (Rule rule in rules)
        {
            RuleDescription description = Describe(rule.GetType());
            if (!_byId.TryAdd(description.Id, new CatalogedRule(description, rule)))
            {
                throw new InvalidOperationException($"The id {description.Id} stands on {_byId[description.Id].Rule.GetType()} and on {rule.GetType()}.");
            }
        }

        CatalogedRule[] sorted = [.. _byId.Values];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Description.Id, b.Description.Id));
        Rules = ImmutableArray.Create(sorted);
    }

    /// <summary>Every rule of this product; found once per process.</summary>
    public static RuleCatalog All => s_all ??= new RuleCatalog(Discover(typeof(RuleCatalog).Assembly));

    /// <summary>The rules, ordered by id.</summary>
    public ImmutableArray<CatalogedRule> Rules { get; }

    /// <summary>The rule of an id, in whatever case it is written.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out CatalogedRule? rule) => _byId.TryGetValue(id, out rule);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Programs that are trimmed keep this assembly whole.")]
    [UnconditionalSuppressMessage("Trimming", "IL2062", Justification = "Programs that are trimmed keep this assembly whole.")]
    private static List<Rule> Discover(Assembly assembly)
    {
        var rules = new List<Rule>();
        foreach (Type type in assembly.GetTypes())
        {
            // The base class is known without loading attributes, which is most of what discovery would cost.
            if (type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract)
            {
                rules.Add((Rule)Activator.CreateInstance(type)!);
            }
        }

        return rules;
    }

    private static RuleDescription Describe(Type type)
    {
        RuleAttribute attribute = type.GetCustomAttribute<RuleAttribute>()
            ?? throw new InvalidOperationException($"{type} has no RuleAttribute.");
        return new RuleDescription
        {
            Id = attribute.Id,
            Name = type.Name,
            Title = attribute.Title,
            Fix = attribute.Fix,
            ImageFix = attribute.ImageFix,
            Guideline = GuidelineOf(attribute.Id, type),
            Basic = attribute.Basic,
            Recommended = attribute.Recommended,
            Strict = attribute.Strict,
        };
    }

    private static Guideline GuidelineOf(string id, Type type)
    {
        if (id.Length == 7 && id.StartsWith("OSC", StringComparison.Ordinal))
        {
            ReadOnlySpan<char> digits = id.AsSpan(3);
            int number = 0;
            foreach (char c in digits)
            {
                number = char.IsAsciiDigit(c) ? (number * 10) + (c - '0') : -100_000;
            }

            if (number % 100 > 0 && number / 100 is >= (int)Guideline.ReuseImages and <= (int)Guideline.ImageTesting)
            {
                return (Guideline)(number / 100);
            }
        }

        throw new InvalidOperationException($"The id '{id}' of {type} is not OSCggnn with gg from 01 to 22 and nn from 01.");
    }
}
