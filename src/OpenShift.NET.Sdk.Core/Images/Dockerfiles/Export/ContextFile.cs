using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>A regular file of the image, and the entry of a layer that has its content: another one for a hard link.</summary>
/// <param name="File">The file.</param>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Entry">Path of the entry.</param>
internal sealed record ContextFile(LayerFile File, int Layer, string Entry)
{
    /// <summary>Finds the content.</summary>
    public static ContextFile Of(FileTree tree, FileVersion version)
    {
        // A link to a lower layer leads to an entry that can be one itself.
        FileVersion at = version;
        var passed = new HashSet<FileVersion>(ReferenceEqualityComparer.Instance) { at };
        while (at.File.HardLinkTo is { } link && tree.Versions(link).LastOrDefault(v => v.File.Kind == FileKind.File && v.LayerIndex <= at.LayerIndex && !passed.Contains(v)) is { } target)
        {
            at = target;
            passed.Add(at);
        }

        return new ContextFile(version.File, at.LayerIndex, at.Path);
    }
}
