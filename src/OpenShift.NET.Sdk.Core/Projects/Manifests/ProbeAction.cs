namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>How a probe asks.</summary>
public enum ProbeAction
{
    /// <summary>HTTP GET.</summary>
    HttpGet,

    /// <summary>Opening a TCP connection.</summary>
    TcpSocket,

    /// <summary>The gRPC health protocol.</summary>
    Grpc,

    /// <summary>A command inside the container.</summary>
    Exec,

    /// <summary>The age of a file that the application touches; needs a shell with <c>find</c> in the image.</summary>
    File,

    /// <summary>No probe of this kind at all.</summary>
    None,
}
