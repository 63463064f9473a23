using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1603_ConfigurationIsDocumented;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1610_SettingsHaveTheirType;

/// <summary>OSC1610.</summary>
[Rule(
    "OSC1610",
    "Settings have values of the type the code reads",
    Basic = Severity.Warning,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Write the value as the code reads it.")]
public sealed class SettingsHaveTheirType : CodeRule
{
    private static readonly KnownApi s_read = "Microsoft.Extensions.Configuration.ConfigurationBinder::GetValue";

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        var told = new HashSet<(string, string)>();
        foreach (CodeCall call in code.CallsTo(s_read).Where(static c => c.InProduction))
        {
            if (call.TypeArguments is not [var name] || SettingType.Of(name) is not { } type || ConfigurationIsDocumented.Key(call) is not { } setting)
            {
                continue;
            }

            foreach ((string where, IReadOnlyDictionary<string, string> settings) in Places(publication))
            {
                // What a Template's user or the container's runtime fills in is not known.
                if (settings.TryGetValue(setting.Key, out string? value) && !value.Contains('$', StringComparison.Ordinal) && !type.Reads(value) && told.Add((setting.Key, value)))
                {
                    string variable = setting.Key.Replace(":", "__", StringComparison.Ordinal);
                    string shown = SecretValue.Judge(setting.Key, value) is null ? $"'{value}'" : Redaction.Of(value);
                    yield return Finding.Violation(
                        new Location($"Setting {setting.Key}", "setting:" + variable, call.Place),
                        $"is {shown} in {where}, and {call.In} reads {type.Words}: reading it throws an exception") with
                    {
                        Fix = $"Write {type.Form} where the value is given: the Default of <OpenShiftSetting Include=\"{variable}\" />, appsettings.json or your own YAML.",
                        ImageFix = $"Write {type.Form} where the value is given: ENV {variable} in the Dockerfile, appsettings.json or the manifest.",
                    };
                }
            }
        }
    }

    private static IEnumerable<(string Where, IReadOnlyDictionary<string, string> Settings)> Places(Publication publication)
    {
        bool any = false;
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            any = true;
            yield return ($"{container.Workload.Kind}/{container.Workload.Object.Name}", PublishedSettings.In(publication, publication.Workloads!, container));
        }

        if (!any)
        {
            yield return ("the image", PublishedSettings.Of(publication));
        }
    }
}
