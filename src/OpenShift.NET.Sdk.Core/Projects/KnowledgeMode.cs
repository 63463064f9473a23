namespace OpenShift.NET.Sdk.Projects;

/// <summary>How records of layers that other publishes left are used (<c>OpenShiftLayerKnowledge</c>).</summary>
public enum KnowledgeMode
{
    /// <summary>One answer in some hundreds is held against its layer.</summary>
    Use,

    /// <summary>None is.</summary>
    Trust,

    /// <summary>Each is.</summary>
    Verify,

    /// <summary>Nothing is taken and nothing is left.</summary>
    None,
}
