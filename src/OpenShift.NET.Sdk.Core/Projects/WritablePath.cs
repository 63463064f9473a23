namespace OpenShift.NET.Sdk.Projects;

/// <summary>A folder the application writes to (<c>OpenShiftWritablePath</c>).</summary>
/// <param name="Path">Absolute path in the image.</param>
/// <param name="Volume">What backs it in a pod.</param>
/// <param name="Size">Size of the claim, a Kubernetes quantity; <see langword="null"/> for the default.</param>
public sealed record WritablePath(string Path, VolumeKind Volume = VolumeKind.EmptyDir, string? Size = null)
{
    /// <summary>Access mode of the claim: <c>ReadWriteOnce</c>, <c>ReadWriteMany</c> or <c>ReadWriteOncePod</c> (Kubernetes, PersistentVolumeClaim, <c>spec.accessModes</c>).</summary>
    public string AccessMode { get; init => field = value ?? "ReadWriteOnce"; } = "ReadWriteOnce";
}
