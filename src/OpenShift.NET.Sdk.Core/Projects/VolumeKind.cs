namespace OpenShift.NET.Sdk.Projects;

/// <summary>What backs a writable folder in a pod.</summary>
public enum VolumeKind
{
    /// <summary>Nothing: a group-writable folder of the image, lost with the container and of no use under a read-only root.</summary>
    None,

    /// <summary>An emptyDir: writable, lost with the pod.</summary>
    EmptyDir,

    /// <summary>A PersistentVolumeClaim.</summary>
    Claim,
}
