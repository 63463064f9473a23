using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>What the build hands over: evaluated properties and items, as the build knows them.</summary>
/// <param name="Properties">Properties by name; an unset one is missing or empty.</param>
/// <param name="Items">Items of all kinds, in order.</param>
public sealed record ProjectInput(ImmutableDictionary<string, string> Properties, ImmutableArray<InputItem> Items)
{
    /// <summary>The property that lists the names of those that were given on the command line, separated by <c>;</c>.</summary>
    public const string CommandLine = "_OpenShiftCommandLine";

    /// <summary>The names of the properties that were given on the command line, compared without case.</summary>
    public IReadOnlySet<string> OnCommandLine => (Property(CommandLine) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A property's value without surrounding white space; <see langword="null"/> when it is unset or empty.</summary>
    public string? Property(string name) =>
        Properties.TryGetValue(name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The items of a kind, in order.</summary>
    public IEnumerable<InputItem> ItemsOf(string kind) => Items.Where(i => i.Kind == kind);
}
