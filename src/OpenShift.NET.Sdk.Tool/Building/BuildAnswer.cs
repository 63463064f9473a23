namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>What the process that builds says.</summary>
internal enum BuildAnswer : byte
{
    /// <summary>It can build.</summary>
    Ready,

    /// <summary>A line for whoever looks on; the text follows.</summary>
    Line,

    /// <summary>The build has succeeded.</summary>
    Succeeded,

    /// <summary>The build has failed.</summary>
    Failed,
}
