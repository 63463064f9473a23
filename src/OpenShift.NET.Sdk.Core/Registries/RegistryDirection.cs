namespace OpenShift.NET.Sdk.Registries;

/// <summary>What a registry is used for; it decides which credentials are taken and which access is asked for.</summary>
public enum RegistryDirection
{
    /// <summary>Images are read.</summary>
    Pull,

    /// <summary>Images are written.</summary>
    Push,
}
