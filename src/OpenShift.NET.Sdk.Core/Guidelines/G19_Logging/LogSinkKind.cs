namespace OpenShift.NET.Sdk.Guidelines.G19_Logging;

/// <summary>What a log is written to.</summary>
internal enum LogSinkKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>Standard output or standard error.</summary>
    Console,

    /// <summary>A file.</summary>
    File,
}
