namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>What a key of a connection string means, whatever its provider calls it.</summary>
internal enum ConnectionStringKey
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>The server, or several.</summary>
    Server,

    /// <summary>ADO.NET's <c>Data Source</c>: a server, or the file of a database that is one.</summary>
    DataSource,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>A file.</summary>
    File,

    /// <summary>The server's port.</summary>
    Port,

    /// <summary>A database, keyspace or virtual host of the server.</summary>
    Database,

    /// <summary>Who logs in.</summary>
    User,

    /// <summary>His password.</summary>
    Password,

    /// <summary>A key or a signature that lets in without a user.</summary>
    Secret,

    /// <summary>Whether the process' own account of the domain logs in.</summary>
    IntegratedSecurity,

    /// <summary>An option that only databases in files have: <c>Mode</c>, <c>Cache</c>.</summary>
    OfFile,

    /// <summary>That Azure Storage's emulator on this machine is meant.</summary>
    Emulator,
}
