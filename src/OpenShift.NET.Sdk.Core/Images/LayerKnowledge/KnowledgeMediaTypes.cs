using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>
/// Names of what this SDK lays beside an image. Each carries the version of its format: what has another name is not looked at, so that
/// versions of the SDK live side by side in one repository.
/// </summary>
public static class KnowledgeMediaTypes
{
    /// <summary>Artifact type of the record of one image: the layers that this SDK made. Its subject is the image's manifest.</summary>
    public const string ImageRecord = "application/vnd.openshift-net-sdk.image-record.v1";

    /// <summary>Artifact type of the record of one base image: the scans of its layers. Its subject is the base image's manifest, wherever that is.</summary>
    public static readonly string BaseRecord = FormattableString.Invariant($"application/vnd.openshift-net-sdk.base-record.v1.scan{LayerScanner.Version}");

    /// <summary>The layers of an image record.</summary>
    public const string Layers = "application/vnd.openshift-net-sdk.layers.v1";

    /// <summary>The whole scan of a layer.</summary>
    public static readonly string Scan = FormattableString.Invariant($"application/vnd.openshift-net-sdk.layer-scan.v{LayerScanner.Version}+br");

    /// <summary>The scan of a layer without what only few images need of it (<see cref="ReducedScan"/>).</summary>
    public static readonly string ReducedScan = FormattableString.Invariant($"application/vnd.openshift-net-sdk.reduced-layer-scan.v{LayerScanner.Version}+br");

    /// <summary>Annotation of a scan's descriptor: the digest of the layer it is of.</summary>
    public const string LayerAnnotation = "openshift-net-sdk.layer";
}
