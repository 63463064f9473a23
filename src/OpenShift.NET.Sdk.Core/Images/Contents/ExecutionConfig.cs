using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>The <c>config</c> object of an image configuration: what a container runtime uses as defaults (OCI image-spec, config.md).</summary>
public sealed record ExecutionConfig
{
    /// <summary>User and group, <c>uid[:gid]</c> or names.</summary>
    [JsonPropertyName("User")]
    public string? User { get; init; }

    /// <summary>Ports as <c>8080/tcp</c>; the values are empty objects.</summary>
    [JsonPropertyName("ExposedPorts")]
    public ImmutableSortedDictionary<string, EmptyObject>? ExposedPorts { get; init => field = Filled(value); }

    /// <summary>Environment as <c>NAME=value</c>, in order.</summary>
    [JsonPropertyName("Env")]
    public ImmutableArray<string>? Env { get; init; }

    /// <summary>Command line that is always run.</summary>
    [JsonPropertyName("Entrypoint")]
    public ImmutableArray<string>? Entrypoint { get; init; }

    /// <summary>Default arguments of the entry point, or the command where there is none.</summary>
    [JsonPropertyName("Cmd")]
    public ImmutableArray<string>? Cmd { get; init; }

    /// <summary>Paths of volumes; the values are empty objects.</summary>
    [JsonPropertyName("Volumes")]
    public ImmutableSortedDictionary<string, EmptyObject>? Volumes { get; init => field = Filled(value); }

    /// <summary>Working directory.</summary>
    [JsonPropertyName("WorkingDir")]
    public string? WorkingDir { get; init; }

    /// <summary>Labels.</summary>
    [JsonPropertyName("Labels")]
    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    /// <summary>Signal that ends the container.</summary>
    [JsonPropertyName("StopSignal")]
    public string? StopSignal { get; init; }

    /// <summary>Members outside the specification, for example Docker's <c>Healthcheck</c>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The value of an environment variable; <see langword="null"/> when it is not set. The last entry of a name wins, as in a process.</summary>
    public string? EnvironmentVariable(string name)
    {
        string? value = null;
        foreach (string entry in Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && entry.AsSpan(0, equals).SequenceEqual(name))
            {
                value = entry[(equals + 1)..];
            }
        }

        return value;
    }

    // Runtimes, written in Go, read null as the empty object.
    private static ImmutableSortedDictionary<string, EmptyObject>? Filled(ImmutableSortedDictionary<string, EmptyObject>? set) =>
        set is not null && set.Values.Any(static v => v is null) ? set.SetItems(set.Keys.Select(static k => KeyValuePair.Create(k, new EmptyObject()))) : set;
}
