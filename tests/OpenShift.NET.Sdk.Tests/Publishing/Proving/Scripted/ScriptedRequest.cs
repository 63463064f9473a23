using System.Globalization;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

/// <summary>A request to a scripted program.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">The headers; names without case.</param>
/// <param name="Body">The body.</param>
/// <param name="Container">Name of the container that is asked.</param>
internal sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, string Container)
{
    public static string Ok(string body, string type = "text/plain", string? header = null) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n{(header is null ? "" : header + "\r\n")}\r\n{body}");

    public static string Status(int status, string? header = null) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\nContent-Length: 0\r\n{(header is null ? "" : header + "\r\n")}\r\n");
}
