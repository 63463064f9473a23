using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Tests.Images.Layers;

/// <summary>Bases made up for tests.</summary>
internal static class BaseWith
{
    /// <summary>A base that has these folders, 0755 and 0:0.</summary>
    public static BaseDirectories Folders(params string[] paths) =>
        Of([.. paths.Select(p => new LayerFile { Path = "/" + p, Kind = FileKind.Directory, Mode = 0b111_101_101 })]);

    public static BaseDirectories Of(params LayerFile[] files) =>
        BaseDirectories.Of(FileTree.Build([new LayerScan { Blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of([]), 0), DiffId = Digest.Of([]), Files = [.. files] }], 1));
}
