namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>The stages of one publish, in their order, and what encloses them.</summary>
public enum Stage
{
    /// <summary>Properties and items become <c>facts.json</c>.</summary>
    Describe,

    /// <summary>Facts and base image become an image.</summary>
    Assemble,

    /// <summary>The manifests of the image.</summary>
    Manifests,

    /// <summary>Every rule over all of it.</summary>
    Check,

    /// <summary>The bill of materials and the provenance of the checked image.</summary>
    Document,

    /// <summary>The checked image runs as OpenShift would run it.</summary>
    Prove,

    /// <summary>Checked manifests go into the user's folder.</summary>
    PublishManifests,

    /// <summary>Checked images leave for their destination.</summary>
    Deliver,

    /// <summary>The project's folders become this publish's own; stands before all others.</summary>
    Begin,

    /// <summary>They are free for the next publish; stands behind all others.</summary>
    End,

    /// <summary>What can be asked and fetched while the project is still being built; stands before all others and is over at once.</summary>
    LookAhead,

    /// <summary>The checked image runs until it ends or is stopped; nothing stands behind it.</summary>
    Run,

    /// <summary>The Dockerfile and the build context that give the checked images; in the place of PublishManifests and Deliver.</summary>
    Export,

    /// <summary>The manifests of what was delivered are applied to a cluster; stands behind Deliver, and its question whether there is a cluster before all others.</summary>
    Apply,
}
