using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>A folder of the container with the volume behind it.</summary>
/// <param name="Name">Name of the volume, a DNS label.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Volume">EmptyDir or Claim.</param>
/// <param name="Size">Size of the claim or limit of the emptyDir; <see langword="null"/> for no limit.</param>
/// <param name="AccessMode">Access mode of a claim.</param>
/// <param name="Reason">Why it is there, for the reader of the YAML.</param>
internal sealed record WorkloadMount(string Name, string Path, VolumeKind Volume, string? Size, string AccessMode, string Reason)
{
    public bool IsClaim => Volume == VolumeKind.Claim;

    public bool IsExclusive => IsClaim && AccessMode is "ReadWriteOnce" or "ReadWriteOncePod";
}
