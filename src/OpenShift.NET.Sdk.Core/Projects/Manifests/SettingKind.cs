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

    /// <summary>An address of the application itself as its callers see it, or of a page that calls it: ConfigMap, where it is no address of a developer's machine.</summary>
    OwnAddress,
}
