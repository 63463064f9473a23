namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>The guidelines in words.</summary>
public static class GuidelineTitles
{
    /// <summary>What a guideline asks for, without a final full stop.</summary>
    public static string Of(Guideline guideline) => guideline switch
    {
        Guideline.ReuseImages => "Build on a suitable upstream image",
        Guideline.TagCompatibility => "Keep a tag backward compatible",
        Guideline.SingleProcess => "One service per container",
        Guideline.ExecInWrappers => "Wrapper scripts end in exec",
        Guideline.CleanTemporaryFiles => "No build leftovers in layers",
        Guideline.LayerOrder => "What changes rarely goes first",
        Guideline.ExposePorts => "Declare the ports the software needs",
        Guideline.SetEnvironment => "Publish useful environment variables",
        Guideline.NoDefaultPasswords => "No default passwords",
        Guideline.NoSshd => "No SSH server",
        Guideline.PersistentVolumes => "Persistent data lives in volumes",
        Guideline.SourceToImage => "Images that run others' code can be source-to-image builders",
        Guideline.ArbitraryUser => "Run as any user id with group 0",
        Guideline.ServicesBetweenImages => "Reach other images through Services",
        Guideline.CommonLibraries => "Images that run others' code ship the usual libraries",
        Guideline.EnvironmentConfiguration => "Configurable through the environment",
        Guideline.ImageMetadata => "Labels that help OpenShift present and use the image",
        Guideline.Clustering => "Know what running several instances means",
        Guideline.Logging => "Log to standard output",
        Guideline.HealthProbes => "Document liveness and readiness probes",
        Guideline.DeploymentTemplates => "Ship example templates",
        Guideline.ImageTesting => "Test the image",
        _ => guideline.ToString(),
    };
}
