using System.Globalization;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>What an engine says of itself (<c>info</c>).</summary>
internal sealed record EngineFacts
{
    /// <summary>Whether podman's command line is spoken, also where the program is named docker.</summary>
    public required bool IsPodman { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether its containers run on another machine, a virtual one too: neither their processes nor their addresses are this machine's.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Whether it runs without root, so that user ids are of a small range.</summary>
    public bool IsRootless { get; init; }

    /// <summary>Whether the kernel holds containers to a memory limit.</summary>
    public bool LimitsMemory { get; init; } = true;

    /// <summary>Whether a seccomp profile of its own stands before the kernel.</summary>
    public bool FiltersSystemCalls { get; init; }

    /// <summary>How many user ids its containers have; 4,294,967,295 for all of them.</summary>
    public long UserIds { get; init; } = uint.MaxValue;

    /// <summary>Reads what podman or docker printed as JSON.</summary>
    /// <param name="json">The output of <c>info --format json</c> (podman) or <c>info --format '{{json .}}'</c> (docker).</param>
    /// <param name="isLocalSystem">Whether this machine runs Linux: elsewhere every engine is in a virtual machine.</param>
    /// <returns><see langword="null"/> when it is neither's.</returns>
    public static EngineFacts? TryParse(string json, bool isLocalSystem)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null
                : root.TryGetProperty("host", out JsonElement host) ? OfPodman(root, host, isLocalSystem)
                : root.TryGetProperty("ServerVersion", out JsonElement version) ? OfDocker(root, version.GetString() ?? "", isLocalSystem)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static EngineFacts OfPodman(JsonElement root, JsonElement host, bool isLocalSystem)
    {
        bool isRootless = host.TryGetProperty("security", out JsonElement security) && security.TryGetProperty("rootless", out JsonElement rootless) && rootless.GetBoolean();
        bool isVersionTwo = host.TryGetProperty("cgroupVersion", out JsonElement groups) && groups.GetString() == "v2";
        bool hasMemory = !host.TryGetProperty("cgroupControllers", out JsonElement controllers)
            || controllers.ValueKind != JsonValueKind.Array
            || controllers.EnumerateArray().Any(static c => c.GetString() == "memory");
        long ids = 0;
        if (host.TryGetProperty("idMappings", out JsonElement mappings) && mappings.TryGetProperty("uidmap", out JsonElement map) && map.ValueKind == JsonValueKind.Array)
        {
            ids = map.EnumerateArray().Max(static m => m.GetProperty("container_id").GetInt64() + m.GetProperty("size").GetInt64());
        }

        return new EngineFacts
        {
            IsPodman = true,
            Version = root.TryGetProperty("version", out JsonElement version) && version.TryGetProperty("Version", out JsonElement text) ? text.GetString() ?? "" : "",
            IsRemote = !isLocalSystem || (host.TryGetProperty("serviceIsRemote", out JsonElement remote) && remote.GetBoolean()),
            IsRootless = isRootless,
            // Without root, only version 2 of control groups can be had.
            LimitsMemory = hasMemory && (!isRootless || isVersionTwo),
            FiltersSystemCalls = security.ValueKind == JsonValueKind.Object && security.TryGetProperty("seccompEnabled", out JsonElement filters) && filters.ValueKind == JsonValueKind.True,
            UserIds = ids > 0 ? ids : uint.MaxValue,
        };
    }

    private static EngineFacts OfDocker(JsonElement root, string version, bool isLocalSystem)
    {
        string[] security = root.TryGetProperty("SecurityOptions", out JsonElement options) && options.ValueKind == JsonValueKind.Array
            ? [.. options.EnumerateArray().Select(static o => o.GetString() ?? "")]
            : [];
        bool isRootless = security.Any(static o => o.StartsWith("name=rootless", StringComparison.Ordinal));
        bool isDesktop = root.TryGetProperty("OperatingSystem", out JsonElement system) && (system.GetString() ?? "").Contains("Docker Desktop", StringComparison.Ordinal);
        return new EngineFacts
        {
            IsPodman = false,
            Version = version,
            IsRemote = !isLocalSystem || isDesktop,
            IsRootless = isRootless,
            FiltersSystemCalls = security.Any(static o => o.StartsWith("name=seccomp", StringComparison.Ordinal) && !o.Contains("profile=unconfined", StringComparison.Ordinal)),
            LimitsMemory = !root.TryGetProperty("MemoryLimit", out JsonElement limit) || limit.GetBoolean(),
            // userns-remap takes the range of /etc/subuid too.
            UserIds = isRootless || security.Any(static o => o.StartsWith("name=userns", StringComparison.Ordinal)) ? 65536 : uint.MaxValue,
        };
    }

    /// <summary>Whether the address of an engine (<c>DOCKER_HOST</c>, <c>CONTAINER_HOST</c>) is on another machine.</summary>
    public static bool IsRemoteAddress(string? address) =>
        !string.IsNullOrEmpty(address) && !address.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) && !address.StartsWith('/') && !address.StartsWith("fd:", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsPodman ? "podman" : "docker")} {Version}");
}
