namespace OpenShift.NET.Sdk.Projects;

/// <summary>Whether the image is run on this machine before it leaves (<c>OpenShiftProve</c>).</summary>
public enum ProveWhen
{
    /// <summary>It is not.</summary>
    Never,

    /// <summary>It is, where this machine can.</summary>
    WhenPossible,

    /// <summary>It is, and where this machine cannot, the publish fails.</summary>
    Always,
}
