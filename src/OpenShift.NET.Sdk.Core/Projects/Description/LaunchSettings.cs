using System.Text.Json;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The ports on which developers start the project (<c>Properties/launchSettings.json</c>): an address in a settings file with one of them is the application's own.</summary>
internal static class LaunchSettings
{
    private const long MaximumLength = 1024 * 1024;

    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

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

            using JsonDocument document = JsonDocument.Parse(WithoutMark(File.ReadAllBytes(file)), s_lenient);
            return [.. PortsIn(document.RootElement, isOfContainer: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] utf8) => utf8.AsSpan().StartsWith("\uFEFF"u8) ? utf8.AsMemory(3) : utf8;

    private static IEnumerable<int> PortsIn(JsonElement element, bool isOfContainer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(e => PortsIn(e, isOfContainer)) : [];
        }

        // What a profile of a container gives the application are ports in the container.
        isOfContainer |= element.TryGetProperty("commandName", out JsonElement command) && command.ValueKind == JsonValueKind.String && command.GetString() is "Docker" or "SdkContainer" or "DockerCompose";
        return element.EnumerateObject().SelectMany(p => PortsOf(p, isOfContainer));
    }

    private static IEnumerable<int> PortsOf(JsonProperty property, bool isOfContainer) => (property.Value.ValueKind, property.Name) switch
    {
        (JsonValueKind.String, "applicationUrl") => PortsOf(property.Value.GetString()!),
        (JsonValueKind.String, "ASPNETCORE_URLS") => isOfContainer ? [] : PortsOf(property.Value.GetString()!),
        (JsonValueKind.Number, "sslPort") => property.Value.TryGetInt32(out int port) && port > 0 ? [port] : [],
        _ => PortsIn(property.Value, isOfContainer),
    };

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
