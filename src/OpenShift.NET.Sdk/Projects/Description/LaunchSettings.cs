using System.Text.Json;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The ports on which developers start the project (<c>Properties/launchSettings.json</c>): an address in a settings file with one of them is the application's own.</summary>
internal static class LaunchSettings
{
    private const long MaximumLength = 1024 * 1024;

    /// <summary>The ports; none when there is no such file, or when it cannot be read: it is for tools and no part of what is published.</summary>
    /// <param name="projectFolder">Folder of the project.</param>
    public static IEnumerable<int> Ports(string projectFolder)
    {
        string file = Path.Combine(projectFolder, "Properties", "launchSettings.json");
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumLength })
            {
                return [];
            }

            var reader = new Utf8JsonReader(WithoutMark(File.ReadAllBytes(file)), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var ports = new List<int>();
            string name = "";
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.GetString()!;
                        break;
                    case JsonTokenType.String when name is "applicationUrl" or "ASPNETCORE_URLS":
                        ports.AddRange(PortsOf(reader.GetString()!));
                        break;
                    case JsonTokenType.Number when name is "sslPort" && reader.TryGetInt32(out int port) && port > 0:
                        ports.Add(port);
                        break;
                    default:
                        break;
                }
            }

            return ports;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    private static IEnumerable<int> PortsOf(string urls)
    {
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ListeningPorts.TryReadAddress(url, "", out PortFact? port) && port is not null)
            {
                yield return port.Number;
            }
        }
    }
}
