using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>A property that is one of several words, compared without case.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The words; the first one holds where it is not set.</param>
/// <param name="What">What it is for, as the page says it.</param>
internal record ChoiceProperty(string Name, ImmutableArray<string> Values, string What) : PropertyDeclaration(Name, What)
{
    /// <summary>Whether something else than a word holds where it is not set.</summary>
    public bool IsOptional { get; init; }

    /// <inheritdoc/>
    protected override string? Usual => IsOptional ? null : Values[0];
}
