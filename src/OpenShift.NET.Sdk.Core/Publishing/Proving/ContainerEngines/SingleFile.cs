namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>A volume that is one file at a path of its own (<c>subPath</c>).</summary>
internal static class SingleFile
{
    /// <summary>The content of the file; <see langword="null"/> for a volume that is a folder.</summary>
    public static byte[]? Of(ContainerVolume volume) => volume.Files.Count == 1 && volume.Files.TryGetValue("", out byte[]? content) ? content : null;
}
