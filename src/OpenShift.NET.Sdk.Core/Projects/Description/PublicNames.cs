using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The names a user may write in a project.</summary>
internal static class PublicNames
{
    /// <summary>Properties and items.</summary>
    public static FrozenSet<string> All { get; } = DeclaredProperties.All.Select(static p => p.Name).Concat(DeclaredItems.All.Select(static i => i.Name)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The metadata of items, ordered, by the item's name without <c>OpenShift</c>.</summary>
    public static FrozenDictionary<string, ImmutableArray<string>> Metadata { get; } =
        DeclaredItems.All.Where(static i => !i.Metadata.IsEmpty).ToFrozenDictionary(static i => i.Kind, static i => i.Metadata.Select(static m => m.Name).Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
}
