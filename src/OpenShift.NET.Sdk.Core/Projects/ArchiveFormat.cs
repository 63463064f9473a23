namespace OpenShift.NET.Sdk.Projects;

/// <summary>What is written where <c>ContainerArchiveOutputPath</c> leads (<c>OpenShiftArchiveFormat</c>).</summary>
public enum ArchiveFormat
{
    /// <summary>An archive as <c>docker save</c> writes it, with all tags.</summary>
    Docker,

    /// <summary>An OCI archive, which docker reads too.</summary>
    OciArchive,

    /// <summary>A folder, the OCI layout.</summary>
    OciLayout,
}
