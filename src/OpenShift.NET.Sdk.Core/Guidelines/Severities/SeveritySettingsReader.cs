using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.EditorConfigs;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>Reads a project's severity settings.</summary>
public static class SeveritySettingsReader
{
    private const string Prefix = "dotnet_diagnostic.osc";
    private const string Suffix = ".severity";

    /// <summary>The settings of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="editorConfigs">The .editorconfig files that reach the project file, the nearest first (<see cref="CheckFacts.EditorConfigFiles"/>).</param>
    /// <exception cref="OpenShiftException">OSC0026: the profile is not one there is.</exception>
    public static SeveritySettings Read(ProjectFacts project, IEnumerable<EditorConfigFile> editorConfigs)
    {
        ArgumentNullException.ThrowIfNull(project);
        CheckFacts checks = project.Checks;
        var overrides = new Dictionary<string, SeverityOverride>(StringComparer.OrdinalIgnoreCase);
        var problems = new List<ToolDiagnostic>();
        foreach (EditorConfigEntry entry in EditorConfigReader.Read(editorConfigs, project.Identity.ProjectFile, Prefix).Values)
        {
            if (!entry.Key.EndsWith(Suffix, StringComparison.Ordinal))
            {
                continue;
            }

            var place = new SourceLocation(entry.File, entry.Line);
            string id = entry.Key["dotnet_diagnostic.".Length..^Suffix.Length].ToUpperInvariant();
            if (TryParse(entry.Value, out Severity? severity))
            {
                overrides[id] = new SeverityOverride(severity, place);
            }
            else
            {
                problems.Add(new ToolDiagnostic(
                    ToolCodes.InvalidSeverity,
                    Severity.Warning,
                    $"The severity '{entry.Value}' of {id} is not one there is, so the line has no effect. Write error, warning, suggestion, silent, none or default.",
                    place));
            }
        }

        return new SeveritySettings
        {
            Profile = ProfileOf(project),
            Overrides = overrides,
            NoWarn = checks.NoWarn,
            WarningsAsErrors = checks.WarningsAsErrors,
            WarningsNotAsErrors = checks.WarningsNotAsErrors,
            TreatWarningsAsErrors = checks.TreatWarningsAsErrors,
            Problems = [.. problems],
        };
    }

    private static Profile ProfileOf(ProjectFacts project) => project.Checks.Profile.Trim().ToLowerInvariant() switch
    {
        "basic" => Profile.Basic,
        "recommended" or "" => Profile.Recommended,
        "strict" => Profile.Strict,
        _ => throw new OpenShiftException(
            ToolCodes.InvalidProperty,
            $"OpenShiftProfile is '{project.Checks.Profile}'",
            "Set it to basic, recommended or strict.",
            project.PlaceOf("OpenShiftProfile")),
    };

    // Roslyn's words; a log has nothing between a message and nothing at all, so silent is none.
    private static bool TryParse(string value, out Severity? severity)
    {
        severity = null;
        switch (value.ToLowerInvariant())
        {
            case "error":
                severity = Severity.Error;
                return true;
            case "warning":
                severity = Severity.Warning;
                return true;
            case "suggestion":
                severity = Severity.Info;
                return true;
            case "silent" or "none":
                severity = Severity.None;
                return true;
            default:
                return value.Equals("default", StringComparison.OrdinalIgnoreCase);
        }
    }
}
