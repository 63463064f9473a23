namespace OpenShift.NET.Sdk.Projects;

/// <summary>Whether bill of materials and provenance are attached to the image (<c>OpenShiftSbomAttach</c>).</summary>
public enum AttachWhen
{
    /// <summary>Where the registry lists referrers itself.</summary>
    Auto,

    /// <summary>Also where the list is a tag.</summary>
    Always,

    /// <summary>They are not.</summary>
    Never,
}
