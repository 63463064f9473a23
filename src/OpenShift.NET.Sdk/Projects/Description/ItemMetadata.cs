using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// The metadata that this SDK's items have. MSBuild takes any, so that a name with a slip in it would be without effect and nobody would say so; what is not like any of them is the user's own.
/// </summary>
internal static class ItemMetadata
{
    /// <summary>By the item's kind, which is its name without <c>OpenShift</c>.</summary>
    public static FrozenDictionary<string, ImmutableArray<string>> Known { get; } = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["CommonLibrary"] = ["Optional", "TargetFramework", "Version"],
        ["Probe"] = ["Command", "FailureThreshold", "InitialDelaySeconds", "Path", "PeriodSeconds", "Port", "Scheme", "Service", "TimeoutSeconds", "Type"],
        ["ProveService"] = ["Environment", "Image", "Port", "Ready"],
        ["ProveSetting"] = ["Value"],
        ["RequiredPath"] = ["Description", "Type"],
        ["Setting"] = ["Default", "Description", "Generate", "Required", "Secret", "Type"],
        ["Suppress"] = ["Expires", "Justification", "Where"],
        ["Template"] = ["Link", "RenderTo"],
        ["WritablePath"] = ["AccessMode", "Size", "Volume"],
    }.ToFrozenDictionary();

    /// <exception cref="OpenShiftException">OSC0019: the name of an item's metadata is misspelt.</exception>
    public static void Require(ProjectInput input, PropertyPlaces places)
    {
        foreach (InputItem item in input.Items)
        {
            if (!Known.TryGetValue(item.Kind, out ImmutableArray<string> known))
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
