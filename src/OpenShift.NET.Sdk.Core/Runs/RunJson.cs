using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Runs;

/// <summary>Reads and writes <c>run.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RunFacts))]
public sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Writes the facts.</summary>
    public static byte[] Write(RunFacts facts) => JsonSerializer.SerializeToUtf8Bytes(facts, Default.RunFacts);

    /// <summary>Reads the facts; <see langword="null"/> when the bytes are none of this schema.</summary>
    public static RunFacts? TryRead(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Default.RunFacts) is { Schema: Runs.RunFacts.CurrentSchema } facts && IsWhole(facts) ? facts : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A member that is left out has no value, not even that of its initializer.
    private static bool IsWhole(RunFacts facts) =>
        IsWhole(facts.Unproved) && IsWhole(facts.MissingSettings) && IsWhole(facts.WritablePaths) && !facts.DeclaredPorts.IsDefault && IsWhole(facts.Runs) && facts.Runs.All(IsWhole);

    private static bool IsWhole(ContainerRun run) =>
        IsWhole(run.Command) && IsWhole(run.Processes) && IsWhole(run.Sockets) && IsWhole(run.Written) && IsWhole(run.Denied) && IsWhole(run.Unreachable) && IsWhole(run.Log)
        && IsWhole(run.Probes) && run.Probes.All(static p => IsWhole(p.Attempts))
        && (run.Memory is null || IsWhole(run.Memory.Samples));

    private static bool IsWhole<T>(System.Collections.Immutable.ImmutableArray<T> items)
        where T : class => !items.IsDefault && items.All(static i => i is not null);
}
