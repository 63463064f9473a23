using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>A property that is a list, separated by <c>;</c>.</summary>
internal sealed record ListProperty(string Name, string What) : PropertyDeclaration(Name, What)
{
    /// <summary>The words that mean something, compared without case; empty where the list is of anything.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>What holds where it is not set.</summary>
    public string? Otherwise { get; init; }

    /// <inheritdoc/>
    protected override string? Usual => Otherwise;
}
