using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Takes the properties of a topic as they are declared, so that a declaration is all there is to write.</summary>
internal sealed class PropertyTopicBuilder(string heading)
{
    private readonly ImmutableArray<PropertyDeclaration>.Builder _properties = ImmutableArray.CreateBuilder<PropertyDeclaration>();

    /// <summary>Takes the next one.</summary>
    public T Add<T>(T property)
        where T : PropertyDeclaration
    {
        _properties.Add(property);
        return property;
    }

    /// <summary>All that were taken.</summary>
    public PropertyTopic ToTopic() => new(heading, _properties.ToImmutable());
}
