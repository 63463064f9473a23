namespace OpenShift.NET.Sdk.Runs;

/// <summary>The ways to run an image.</summary>
public enum ProofEngine
{
    /// <summary>It was not run.</summary>
    None,

    /// <summary>Namespaces of the Linux kernel, entered by bubblewrap, without a daemon or privileges.</summary>
    Sandbox,

    /// <summary>podman, with root or without.</summary>
    Podman,

    /// <summary>docker.</summary>
    Docker,

    /// <summary>The published files, as a process of the pod this build runs in.</summary>
    InPlace,
}
