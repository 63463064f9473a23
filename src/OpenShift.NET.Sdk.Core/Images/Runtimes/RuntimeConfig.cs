using System.Collections.Immutable;
using System.Text.Json;
using NuGet.Versioning;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>A <c>NAME.runtimeconfig.json</c> as the .NET host reads it (dotnet/sdk, "Runtime configuration file").</summary>
internal sealed record RuntimeConfig
{
    private static readonly JsonDocumentOptions s_json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The shared frameworks it asks for.</summary>
    public ImmutableArray<FrameworkReference> Frameworks { get; init; } = [];

    /// <summary>Whether it names frameworks that are published with the application: the application is self-contained.</summary>
    public bool IsSelfContained { get; init; }

    /// <summary>The frameworks that are published with the application, by name (<c>includedFrameworks</c>).</summary>
    public ImmutableArray<string> IncludedFrameworks { get; init; } = [];

    /// <summary>The target framework (<c>tfm</c>), for example <c>net10.0</c>; <see langword="null"/> when it is not said.</summary>
    public string? TargetFramework { get; init; }

    /// <summary>The roll-forward policy of the file as a whole.</summary>
    public RollForward RollForward { get; init; } = RollForward.Minor;

    /// <summary>Whether it is of a client in WebAssembly, which names hosts of its own (<c>wasmHostProperties</c>).</summary>
    public bool IsForWebAssembly { get; init; }

    /// <summary>Whether folders outside the application are probed for its assemblies (<c>additionalProbingPaths</c>).</summary>
    public bool ProbesElsewhere { get; init; }

    /// <summary>The properties of the runtime (<c>configProperties</c>), as text.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why the host refuses the file, a clause without a full stop; <see langword="null"/> when it does not.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads a file. Whatever it holds, the result says it.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="policy">The policy that an option of the host or <c>DOTNET_ROLL_FORWARD</c> sets for every reference; <see langword="null"/> for that of the file.</param>
    public static RuntimeConfig Read(string text, RollForward? policy)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("runtimeOptions", out JsonElement options) && options.ValueKind == JsonValueKind.Object
                ? Read(options, policy)
                : new RuntimeConfig { Problem = "it has no object runtimeOptions" };
        }
        catch (JsonException e)
        {
            return new RuntimeConfig { Problem = FormattableString.Invariant($"line {(e.LineNumber ?? 0) + 1} is not valid JSON") };
        }
        catch (InvalidOperationException)
        {
            return new RuntimeConfig { Problem = "it holds a text that is no Unicode" };
        }
    }

    /// <summary>Whether it asks for a shared framework, or was published with it.</summary>
    public bool Uses(string framework) => Frameworks.Any(f => f.Name == framework) || IncludedFrameworks.Contains(framework, StringComparer.Ordinal);

    /// <summary>A policy by its name, as the host reads it; <see langword="null"/> for another name.</summary>
    public static RollForward? PolicyOf(string? name) =>
        Enum.GetValues<RollForward>().Where(v => v.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static v => (RollForward?)v).FirstOrDefault();

    private static RuntimeConfig Read(JsonElement options, RollForward? policy)
    {
        string? problem = null;
        (RollForward own, bool patches) = Policy(options, RollForward.Minor, true, ref problem);
        var references = ImmutableArray.CreateBuilder<FrameworkReference>();
        IEnumerable<JsonElement> written = options.TryGetProperty("framework", out JsonElement one) && one.ValueKind == JsonValueKind.Object ? [one] : [];
        written = options.TryGetProperty("frameworks", out JsonElement several) && several.ValueKind == JsonValueKind.Array ? written.Concat(several.EnumerateArray()) : written;
        foreach (JsonElement framework in written.Where(static f => f.ValueKind == JsonValueKind.Object))
        {
            string name = TextOf(framework, "name") ?? "";
            (RollForward rollForward, bool applyPatches) = Policy(framework, own, patches, ref problem);
            if (NuGetVersion.TryParse(TextOf(framework, "version"), out NuGetVersion? version))
            {
                references.Add(new FrameworkReference(name, version, policy ?? rollForward, applyPatches));
            }
            else
            {
                problem ??= $"the framework '{name}' has no version";
            }
        }

        return new RuntimeConfig
        {
            Frameworks = references.DistinctBy(static r => r.Name).ToImmutableArray(),
            IsSelfContained = references.Count == 0,
            IncludedFrameworks = options.TryGetProperty("includedFrameworks", out JsonElement included) && included.ValueKind == JsonValueKind.Array
                ? [.. included.EnumerateArray().Where(static f => f.ValueKind == JsonValueKind.Object).Select(static f => TextOf(f, "name")).OfType<string>()]
                : [],
            TargetFramework = TextOf(options, "tfm"),
            RollForward = policy ?? own,
            IsForWebAssembly = options.TryGetProperty("wasmHostProperties", out _),
            ProbesElsewhere = options.TryGetProperty("additionalProbingPaths", out JsonElement probing) && probing.ValueKind == JsonValueKind.Array && probing.GetArrayLength() > 0,
            Properties = options.TryGetProperty("configProperties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
                ? properties.EnumerateObject().DistinctBy(static p => p.Name).ToImmutableDictionary(static p => p.Name, static p => p.Value.ToString(), StringComparer.Ordinal)
                : ImmutableDictionary<string, string>.Empty,
            Problem = problem,
        };
    }

    private static (RollForward RollForward, bool ApplyPatches) Policy(JsonElement element, RollForward rollForward, bool patches, ref string? problem)
    {
        bool old = false;
        if (element.TryGetProperty("applyPatches", out JsonElement apply) && apply.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            (patches, old) = (apply.GetBoolean(), true);
        }

        if (element.TryGetProperty("rollForwardOnNoCandidateFx", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int candidates))
        {
            (rollForward, old) = (candidates switch { 0 => RollForward.LatestPatch, 1 => RollForward.Minor, _ => RollForward.Major }, true);
        }

        if (TextOf(element, "rollForward") is { } name)
        {
            rollForward = PolicyOf(name) ?? rollForward;
            problem ??= PolicyOf(name) is null ? $"rollForward '{name}' is none of {string.Join(", ", Enum.GetNames<RollForward>())}"
                : old ? "it has rollForward beside rollForwardOnNoCandidateFx or applyPatches"
                : null;
        }

        return (rollForward, patches);
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
