using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1606_TuningFollowsLimits;

/// <summary>No setting of the runtime is a fixed amount of memory or number of processors.</summary>
[Rule(
    "OSC1606",
    "Settings of the runtime follow the limits of the container",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove it: .NET reads the limits of its container, and GCHeapHardLimitPercent (OpenShiftGCHeapHardLimitPercent) sets the heap as a part of them.",
    ImageFix = "Remove it: .NET reads the limits of its container, and DOTNET_GCHeapHardLimitPercent sets the heap as a part of them.")]
public sealed class TuningFollowsLimits : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        MemoryLimit? limit = MemoryLimit.Of(publication);
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && RuntimeSetting.OfVariable(entry[..equals]) is { } setting && RuntimeSetting.Judge(setting, entry[(equals + 1)..], hexadecimal: setting != "PROCESSOR_COUNT", limit) is { } seen)
            {
                yield return Finding.Violation(Location.OfEnvironment(publication, entry[..equals]), seen);
            }
        }

        foreach ((FileVersion file, ConfigFile content) in ShippedSettings.Visible(publication))
        {
            if (!file.Path.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (ConfigEntry entry in content.Entries)
            {
                if (RuntimeSetting.OfProperty(entry.Key) is { } setting && RuntimeSetting.Judge(setting, entry.Value, hexadecimal: false, limit) is { } seen)
                {
                    yield return Finding.Violation(ShippedSettings.Where(publication, file, entry), seen);
                }
            }
        }

        foreach (Finding finding in CodeTuning.Find(publication))
        {
            yield return finding;
        }
    }
}
