namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>The stages of one publish, in their order.</summary>
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

    /// <summary>Checked manifests go into the user's folder.</summary>
    PublishManifests,

    /// <summary>Checked images leave for their destination.</summary>
    Deliver,
}
