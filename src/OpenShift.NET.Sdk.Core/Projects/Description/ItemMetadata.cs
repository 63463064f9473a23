using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// The metadata that this SDK's items have. MSBuild takes any, so that a name with a slip in it would be without effect and nobody would say so; what is not like any of them is the user's own.
/// </summary>
internal static class ItemMetadata
{
    /// <exception cref="OpenShiftException">OSC0019: the name of an item's metadata is misspelt.</exception>
    public static void Require(ProjectInput input, PropertyPlaces places)
    {
        foreach (InputItem item in input.Items)
        {
            if (!PublicNames.Metadata.TryGetValue(item.Kind, out ImmutableArray<string> known))
            {
                continue;
            }

            foreach (string name in item.Metadata.Keys.Order(StringComparer.Ordinal))
            {
                if (item[name] is not null && !known.Contains(name, StringComparer.OrdinalIgnoreCase) && NearestName.Of(name, known) is { } meant)
                {
                    throw new OpenShiftException(ToolCodes.MisspeltMetadata, $"OpenShift{item.Kind} '{item.Include}' has the metadata '{name}', which nobody reads", $"Write {meant}; this item has {string.Join(", ", known)}.", places.OfItem("OpenShift" + item.Kind, item.Include));
                }
            }
        }
    }
}
