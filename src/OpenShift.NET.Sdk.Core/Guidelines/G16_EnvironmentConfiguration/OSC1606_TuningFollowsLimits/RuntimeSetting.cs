using System.Globalization;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1606_TuningFollowsLimits;

/// <summary>Settings of the .NET runtime that fix what the container's limits should decide (dotnet/docs, "Runtime configuration options").</summary>
internal static class RuntimeSetting
{
    private const int ManyThreads = 64;

    /// <summary>The setting an environment variable sets; <see langword="null"/> when it sets none.</summary>
    public static string? OfVariable(string name) =>
        name.StartsWith("DOTNET_", StringComparison.Ordinal) ? name["DOTNET_".Length..]
        : name.StartsWith("COMPlus_", StringComparison.Ordinal) ? name["COMPlus_".Length..]
        : null;

    /// <summary>The setting a property of a runtimeconfig.json sets; <see langword="null"/> when it sets none.</summary>
    public static string? OfProperty(string key) => key[(key.LastIndexOf(':') + 1)..] switch
    {
        "System.GC.HeapHardLimit" => "GCHeapHardLimit",
        "System.GC.HeapHardLimitSOH" or "System.GC.HeapHardLimitLOH" or "System.GC.HeapHardLimitPOH" => "GCHeapHardLimit",
        "System.GC.HeapHardLimitPercent" => "GCHeapHardLimitPercent",
        "System.GC.HeapCount" => "GCHeapCount",
        "System.GC.HeapAffinitizeMask" or "System.GC.HeapAffinitizeRanges" => "GCHeapAffinitizeMask",
        "System.Threading.ThreadPool.MinThreads" => "ThreadPool_ForceMinWorkerThreads",
        _ => null,
    };

    /// <summary>What is wrong with a value, a predicate; <see langword="null"/> for nothing.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value as written.</param>
    /// <param name="hexadecimal">Whether digits without a prefix are read as hexadecimal there.</param>
    /// <param name="limit">The memory limit of the pods; <see langword="null"/> when it is not known.</param>
    public static string? Judge(string setting, string value, bool hexadecimal, MemoryLimit? limit)
    {
        ReadOnlySpan<char> digits = value.AsSpan().Trim();
        bool marked = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool known = hexadecimal || marked
            ? long.TryParse(digits[(marked ? 2 : 0)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        string reading = hexadecimal && !marked ? "is read as hexadecimal and " : "";
        return setting switch
        {
            "GCHeapAffinitizeMask" or "GCHeapAffinitizeRanges" when !digits.IsEmpty && !(known && number == 0) => "binds the collector to certain processors, which containers share",
            _ when !known || number <= 0 => null,
            "GCHeapHardLimit" or "GCHeapHardLimitSOH" or "GCHeapHardLimitLOH" or "GCHeapHardLimitPOH" when limit is not null => limit.HasRoomFor(number) ? null
                : FormattableString.Invariant($"{(reading.Length == 0 ? "" : reading + "so ")}lets the heap grow to {number} bytes, more than 90 % of the memory limit {limit.Text} of {limit.Where}, so the pod is killed before the heap is full"),
            "GCHeapHardLimit" or "GCHeapHardLimitSOH" or "GCHeapHardLimitLOH" or "GCHeapHardLimitPOH" => FormattableString.Invariant($"{(reading.Length == 0 ? "" : reading + "so ")}fixes the heap at {number} bytes, whatever the container's memory limit is"),
            "GCHeapHardLimitPercent" when number > 100 => FormattableString.Invariant($"{reading}means {number} %, which is more than there is"),
            "GCHeapCount" => FormattableString.Invariant($"fixes the number of heaps at {number}, whatever the container's limit is"),
            "PROCESSOR_COUNT" => FormattableString.Invariant($"fixes the number of processors at {number}, whatever the container's limit is"),
            "ThreadPool_ForceMinWorkerThreads" when number >= ManyThreads => FormattableString.Invariant($"{reading}starts {number} threads, whatever the container's limit is"),
            _ => null,
        };
    }
}
