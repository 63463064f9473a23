namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>A folder that an unpacker made.</summary>
/// <param name="mode">The mode it is to have.</param>
internal sealed class UnpackedFolder(int mode)
{
    /// <summary>The mode it gets at the end: until then files are written into it.</summary>
    public int Mode { get; set; } = mode;

    /// <summary>Paths of the folders in it.</summary>
    public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);
}
