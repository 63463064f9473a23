using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>The properties below one heading of <c>docs/reference/properties.md</c>.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Properties">The properties, in the order of the page.</param>
internal sealed record PropertyTopic(string Heading, ImmutableArray<PropertyDeclaration> Properties);
