using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1610_TemplateVariablesAreDocumented;

/// <summary>OSC1610.</summary>
[Rule(
    "OSC1610",
    "Every variable of a start-up template is documented",
    Basic = Severity.None,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Document it with an OpenShiftSetting, which puts it into the manifests and SETTINGS.md, or give it a value in the template, ${NAME:-value}.")]
public sealed class TemplateVariablesAreDocumented : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            yield break;
        }

        HashSet<string> known = [.. project.Manifests.Settings.Select(static s => s.Name)];
        foreach (StartTemplate template in project.Guard.Templates)
        {
            foreach (TemplateVariable variable in template.Variables.Where(v => !v.HasDefault && !known.Contains(v.Name) && publication.Config.Config.EnvironmentVariable(v.Name) is null))
            {
                yield return Finding.Violation(
                    Location.OfCode(publication, new SourceLocation(template.Source, variable.Line), Path.GetFileName(template.Source), variable.Name),
                    $"uses the variable {variable.Name}, which nobody documents: without it the application does not start");
            }
        }
    }
}
