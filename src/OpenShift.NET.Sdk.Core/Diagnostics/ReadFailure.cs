namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>Why a file cannot be read.</summary>
internal static class ReadFailure
{
    /// <summary>The reason in words that do not depend on the system or its language.</summary>
    /// <param name="exception">An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    public static string ReasonOf(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it is not there",
        UnauthorizedAccessException => "access is denied",
        _ => "input or output failed",
    };
}
