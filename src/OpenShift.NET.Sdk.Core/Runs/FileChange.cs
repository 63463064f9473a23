namespace OpenShift.NET.Sdk.Runs;

/// <summary>What was done to a path.</summary>
public enum FileChange
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>A file of the image has another content.</summary>
    Changed,

    /// <summary>A file of the image is gone.</summary>
    Deleted,
}
