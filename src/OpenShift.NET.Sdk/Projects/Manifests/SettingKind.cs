namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>What a setting is, which decides where a deployment keeps it.</summary>
public enum SettingKind
{
    /// <summary>A value: ConfigMap.</summary>
    Plain,

    /// <summary>An address of another service: ConfigMap, its default names a Service.</summary>
    Endpoint,

    /// <summary>A secret: Secret.</summary>
    Secret,
}
