namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>The guidelines of Red Hat's "Creating images" chapter; the number is the <c>gg</c> of <c>OSCggnn</c>.</summary>
public enum Guideline
{
    /// <summary>Build on a suitable upstream image, named by a specific tag.</summary>
    ReuseImages = 1,

    /// <summary>Keep a tag backward compatible.</summary>
    TagCompatibility = 2,

    /// <summary>One service per container.</summary>
    SingleProcess = 3,

    /// <summary>A wrapper script ends in <c>exec</c>.</summary>
    ExecInWrappers = 4,

    /// <summary>No build leftovers in layers.</summary>
    CleanTemporaryFiles = 5,

    /// <summary>What changes rarely goes first.</summary>
    LayerOrder = 6,

    /// <summary>Declare the ports the software needs.</summary>
    ExposePorts = 7,

    /// <summary>Publish useful environment variables.</summary>
    SetEnvironment = 8,

    /// <summary>No default password.</summary>
    NoDefaultPasswords = 9,

    /// <summary>Do not run sshd.</summary>
    NoSshd = 10,

    /// <summary>Persistent data lives in volumes.</summary>
    PersistentVolumes = 11,

    /// <summary>An image that runs code others supply can be made S2I-enabled.</summary>
    SourceToImage = 12,

    /// <summary>Run as any user id with group 0.</summary>
    ArbitraryUser = 13,

    /// <summary>Reach other images through Services.</summary>
    ServicesBetweenImages = 14,

    /// <summary>An image that runs others' code ships the usual libraries.</summary>
    CommonLibraries = 15,

    /// <summary>Configurable through the environment.</summary>
    EnvironmentConfiguration = 16,

    /// <summary>Labels that help OpenShift present and use the image.</summary>
    ImageMetadata = 17,

    /// <summary>Know what running several instances means.</summary>
    Clustering = 18,

    /// <summary>Log to standard output.</summary>
    Logging = 19,

    /// <summary>Document liveness and readiness probes.</summary>
    HealthProbes = 20,

    /// <summary>Ship example templates with the image.</summary>
    DeploymentTemplates = 21,

    /// <summary>Test the image you created.</summary>
    ImageTesting = 22,
}
