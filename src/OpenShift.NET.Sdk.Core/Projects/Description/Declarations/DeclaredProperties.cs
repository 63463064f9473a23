using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Every property that a project may set, each declared in the file of its topic.</summary>
internal static class DeclaredProperties
{
    /// <summary>The topics, in the order of the page.</summary>
    public static ImmutableArray<PropertyTopic> Topics { get; } =
    [
        PublishProperties.Topic,
        BaseProperties.Topic,
        ContentProperties.Topic,
        LabelProperties.Topic,
        DestinationProperties.Topic,
        SupplyChainProperties.Topic,
        RuleProperties.Topic,
        ManifestProperties.Topic,
        ProofProperties.Topic,
        TargetProperties.Topic,
    ];

    /// <summary>All of them, in the order of the page.</summary>
    public static ImmutableArray<PropertyDeclaration> All { get; } = [.. Topics.SelectMany(static t => t.Properties)];
}
