namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>How the containers of a scene reach each other and are reached.</summary>
internal enum SceneNetworkKind
{
    /// <summary>Each has a network of its own with nothing in it but the loopback device; a forwarder in it lets others in and answers for the names of the scene.</summary>
    Forwarded,

    /// <summary>A bridge of their own without a way out; they are reached by their addresses.</summary>
    Addresses,

    /// <summary>A bridge of their own on another machine; they are reached by ports of this machine's loopback address that nothing else has. There is a way out.</summary>
    PublishedPorts,
}
