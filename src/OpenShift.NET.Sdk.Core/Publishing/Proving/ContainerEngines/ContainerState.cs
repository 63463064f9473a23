using System.Globalization;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>What an engine says of a container (<c>inspect</c>).</summary>
internal sealed record ContainerState
{
    /// <summary>Whether it runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Process id of its first process on the engine's machine; 0 when it does not run.</summary>
    public int ProcessId { get; init; }

    /// <summary>Its exit code.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether the kernel killed a process of it for want of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>When it was started; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; <see langword="null"/> when it has not.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Why it could not be started.</summary>
    public string Error { get; init; } = "";

    /// <summary>Its address in the scene's network; <see langword="null"/> without one.</summary>
    public string? Address { get; init; }

    /// <summary>Folder of the engine's machine with what it has written in its root file system (overlayfs); <see langword="null"/> when the storage has none.</summary>
    public string? UpperFolder { get; init; }

    /// <summary>Published ports: of the container, and of this machine.</summary>
    public IReadOnlyDictionary<int, int> Ports { get; init; } = new Dictionary<int, int>();

    /// <summary>Reads what <c>inspect</c> printed of one container.</summary>
    /// <returns><see langword="null"/> when it is no such output.</returns>
    public static ContainerState? TryParse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement container = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
            JsonElement state = container.GetProperty("State");
            JsonElement network = container.TryGetProperty("NetworkSettings", out JsonElement settings) ? settings : default;
            return new ContainerState
            {
                IsRunning = state.TryGetProperty("Running", out JsonElement running) && running.GetBoolean(),
                ProcessId = state.TryGetProperty("Pid", out JsonElement pid) ? pid.GetInt32() : 0,
                ExitCode = state.TryGetProperty("ExitCode", out JsonElement code) ? code.GetInt32() : 0,
                OutOfMemory = state.TryGetProperty("OOMKilled", out JsonElement killed) && killed.GetBoolean(),
                Error = state.TryGetProperty("Error", out JsonElement error) ? error.GetString() ?? "" : "",
                Started = Time(state, "StartedAt"),
                Finished = Time(state, "FinishedAt"),
                Address = AddressOf(network),
                Ports = PortsOf(network),
                UpperFolder = container.TryGetProperty("GraphDriver", out JsonElement driver)
                    && driver.ValueKind == JsonValueKind.Object
                    && driver.TryGetProperty("Data", out JsonElement data)
                    && data.ValueKind == JsonValueKind.Object
                    && data.TryGetProperty("UpperDir", out JsonElement upper) ? upper.GetString() : null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // The year 1 is how Go writes "never".
    private static DateTimeOffset? Time(JsonElement state, string member) =>
        state.TryGetProperty(member, out JsonElement value)
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        && time.Year > 1 ? time : null;

    private static string? AddressOf(JsonElement network)
    {
        if (network.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (network.TryGetProperty("Networks", out JsonElement networks) && networks.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty one in networks.EnumerateObject())
            {
                if (one.Value.TryGetProperty("IPAddress", out JsonElement address) && address.GetString() is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }

        return network.TryGetProperty("IPAddress", out JsonElement single) && single.GetString() is { Length: > 0 } only ? only : null;
    }

    private static Dictionary<int, int> PortsOf(JsonElement network)
    {
        var ports = new Dictionary<int, int>();
        if (network.ValueKind == JsonValueKind.Object && network.TryGetProperty("Ports", out JsonElement all) && all.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty one in all.EnumerateObject())
            {
                string port = one.Name.Split('/')[0];
                if (one.Value.ValueKind == JsonValueKind.Array && one.Value.GetArrayLength() > 0
                    && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int inside)
                    && int.TryParse(one.Value[0].GetProperty("HostPort").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int outside))
                {
                    ports[inside] = outside;
                }
            }
        }

        return ports;
    }
}
