using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1606_TuningFollowsLimits;

/// <summary>The least memory limit that the manifests give the image's containers.</summary>
/// <param name="Bytes">The limit.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Where">The workload it stands in, for the user.</param>
internal sealed record MemoryLimit(decimal Bytes, string Text, string Where)
{
    // What the runtime needs besides the heap: its own memory, the code, the stacks of threads.
    private const decimal Heap = 0.9m;

    /// <summary>The limit; <see langword="null"/> without manifests, or when one of the containers has none.</summary>
    public static MemoryLimit? Of(Publication publication)
    {
        MemoryLimit? least = null;
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            string text = container.Root.TextAt("resources", "limits", "memory") ?? "";
            if (!Quantity.TryParse(text, out Quantity limit))
            {
                return null;
            }

            if (least is null || limit.Value < least.Bytes)
            {
                least = new MemoryLimit(limit.Value, text, $"{container.Workload.Kind}/{container.Workload.Object.Name}");
            }
        }

        return least;
    }

    /// <summary>Whether a heap of so many bytes leaves the process enough.</summary>
    public bool HasRoomFor(long heap) => heap <= Bytes * Heap;
}
