using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>Which cultures an application has, as the runtime decides it: the variable first, then the property of <c>runtimeconfig.json</c> (dotnet/runtime, docs/design/features/globalization-invariant-mode.md).</summary>
/// <param name="IsInvariant">Whether there is only the invariant culture, and ICU is not loaded; <see langword="null"/> when a variable decides that only in the run.</param>
/// <param name="Source">What decides it, as users write it; <see langword="null"/> for the runtime's default.</param>
/// <param name="OnlyPredefined">Whether asking for another culture throws rather than giving the invariant one under that name.</param>
/// <param name="AppLocalIcu">The version of the ICU that comes with the application (<c>System.Globalization.AppLocalIcu</c>); <see langword="null"/> for the system's.</param>
internal sealed record GlobalizationMode(bool? IsInvariant, string? Source, bool OnlyPredefined, string? AppLocalIcu)
{
    private const string Invariant = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>The mode of a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="config">Its <c>runtimeconfig.json</c>; <see langword="null"/> when that is not known.</param>
    /// <param name="built">Whether the project sets <c>InvariantGlobalization</c>, for programs that have their configuration in themselves.</param>
    public static GlobalizationMode Of(StartedProcess process, RuntimeConfig? config, bool built)
    {
        ArgumentNullException.ThrowIfNull(process);
        bool configured = config is null ? built : IsTrue(config.Properties.GetValueOrDefault("System.Globalization.Invariant")) == true;
        (bool known, string? variable) = process.Variable(Invariant);
        (bool? invariant, string? source) = !known ? (null, Invariant)
            : IsTrue(variable) is { } decided ? (decided, Invariant)
            : ((bool?)configured, configured ? "InvariantGlobalization" : null);
        (bool cultureKnown, string? cultures) = process.Variable("DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY");
        bool only = IsTrue(cultures) ?? IsTrue(config?.Properties.GetValueOrDefault("System.Globalization.PredefinedCulturesOnly")) ?? true;
        string? local = process.Variable("DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU").Value ?? config?.Properties.GetValueOrDefault("System.Globalization.AppLocalIcu");
        return new GlobalizationMode(invariant, source, only && cultureKnown, local);
    }

    private static bool? IsTrue(string? value) => value?.ToLowerInvariant() switch { "1" or "true" => true, "0" or "false" => false, _ => null };
}
