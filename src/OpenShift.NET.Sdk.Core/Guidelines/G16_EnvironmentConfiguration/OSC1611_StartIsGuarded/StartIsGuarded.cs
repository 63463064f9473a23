using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1611_StartIsGuarded;

/// <summary>OSC1611.</summary>
[Rule(
    "OSC1611",
    "Somebody says at start what is missing",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Leave OpenShiftGuard on; where there is no guard, do it in the program.")]
public sealed class StartIsGuarded : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            yield break;
        }

        foreach (Finding finding in Unchecked(publication, project))
        {
            yield return finding;
        }

        foreach (StartTemplate template in project.Guard.Templates)
        {
            Location where = Location.OfProperty(project, "OpenShiftTemplate", Path.GetFileName(template.Path));
            if (!project.Guard.IsCompiledIn)
            {
                yield return Finding.Violation(where, "is rendered by nobody: the start-up guard, which does it, is not in the application");
            }
            else if (!IsWritable(template.Target, project))
            {
                yield return Finding.Violation(where, $"becomes {template.Target}, which an arbitrary user cannot write") with
                {
                    Fix = $"Give it a RenderTo below /tmp, or declare its folder: <OpenShiftWritablePath Include=\"{template.Target[..Math.Max(1, template.Target.LastIndexOf('/'))]}\" />.",
                };
            }
        }

        if (project.Guard.IsCompiledIn)
        {
            yield break;
        }

        foreach (RequiredPath path in project.Guard.Paths)
        {
            yield return Finding.Violation(Location.OfProperty(project, "OpenShiftRequiredPath", path.Path), "is looked for by nobody: the start-up guard, which does it, is not in the application");
        }

        // Manifests name what they require themselves.
        foreach (SettingFact setting in publication.Manifests is null ? project.Manifests.Settings.Where(static s => s is { Required: true, SaysRequired: true }) : [])
        {
            yield return Finding.Violation(Location.OfProperty(project, "OpenShiftSetting", setting.Name), "is required, and there is neither a manifest that asks for it nor a start-up guard that says so");
        }
    }

    private static bool IsWritable(string target, ProjectFacts project) =>
        target.StartsWith("/tmp/", StringComparison.Ordinal) || project.Image.WritablePaths.Any(p => target.StartsWith(p.Path + "/", StringComparison.Ordinal));

    // The manifests ask for them; an image that somebody starts otherwise fails later, and with a word that names no setting.
    private static IEnumerable<Finding> Unchecked(Publication publication, ProjectFacts project)
    {
        if (publication.Code is not { } code)
        {
            yield break;
        }

        IReadOnlyDictionary<string, string> settings = PublishedSettings.InPod(publication);
        var validated = new HashSet<string>(CheckedSettings.Of(code, settings), StringComparer.OrdinalIgnoreCase);
        foreach (CodeSetting setting in publication.CodeSettings.Where(static s => s.IsRequired))
        {
            if (project.Manifests.Settings.FirstOrDefault(f => f.Name.Equals(setting.Variable, StringComparison.OrdinalIgnoreCase)) is not { Required: true } fact
                || validated.Contains(setting.Variable) || (project.Guard.IsCompiledIn && fact.IsDeclared))
            {
                continue;
            }

            yield return Finding.Violation(Location.OfCode(publication, setting.Place, setting.In.ToString(), "setting:" + setting.Variable), $"reads {setting.Variable}, and nobody says at start that it is missing: what needs it fails later, with an error that does not name it") with
            {
                AtMost = Severity.Info,
                Fix = $"Declare it, and the start-up guard says so: <OpenShiftSetting Include=\"{setting.Variable}\" Required=\"true\" Description=\"…\" />; or check it where it is read.",
            };
        }
    }
}
