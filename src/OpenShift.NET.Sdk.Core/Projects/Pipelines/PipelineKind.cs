namespace OpenShift.NET.Sdk.Projects.Pipelines;

/// <summary>What publishes the image when nobody's machine does.</summary>
public enum PipelineKind
{
    /// <summary>Tekton, which OpenShift Pipelines is (tekton.dev/v1).</summary>
    Tekton,

    /// <summary>Shipwright, which Builds for OpenShift is (shipwright.io/v1beta1).</summary>
    Shipwright,

    /// <summary>OpenShift's own builds (build.openshift.io/v1).</summary>
    BuildConfig,

    /// <summary>GitHub Actions.</summary>
    GitHub,

    /// <summary>GitLab CI.</summary>
    GitLab,

    /// <summary>Azure Pipelines.</summary>
    AzurePipelines,
}
